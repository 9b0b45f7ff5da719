package dev.nself.provider.store;

import dev.nself.provider.exec.Container;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.util.regex.Pattern;

/**
 * One place where a store runs or may have run.
 *
 * @param name its name in the stack, such as {@code db1}; stands in the marks on volumes, so it stays
 * @param container where the server runs
 * @param host under which the other members reach it
 * @param port as {@code host}
 */
public record Member(String name, Container container, String host, int port) {

    private static final Fields FIELDS = Fields.of(
            Field.textLike("name", Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*"), "letters, digits, _, . and -"),
            Container.DOCKER_HOST.optional(),
            Container.CONTAINER,
            Field.textLike("host", Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]*"), "a host name or an address"),
            Field.whole("port", 1, 65_535));

    /** A list of members. */
    public static Field field(String name) {
        return Field.objects(name, FIELDS);
    }

    public static Member of(Inputs inputs) {
        return new Member(inputs.text("name"), Container.of(inputs), inputs.text("host"), inputs.whole("port"));
    }
}
