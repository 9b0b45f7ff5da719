package dev.nself.provider.postgres;

import dev.nself.provider.exec.Container;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL of the platform runs, or may have its data.
 *
 * @param name name of the member, the same in every tier
 * @param container its container, there or not
 * @param volume its data, there or not
 * @param host where the other places reach it
 * @param port the port there
 */
record Place(String name, Container container, String volume, String host, int port) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    static final Fields FIELDS = Fields.of(
            Field.textLike("name", NAME, "1 to 41 characters of a-z, 0-9 and -, a letter first"),
            Container.DOCKER_HOST,
            Container.CONTAINER,
            Field.textLike("volume", Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+"), "the name of a volume"),
            Field.textLike("host", Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.:-]*"), "a host name or an address"),
            Field.whole("port", 1, 65_535));

    static Field named(String property) {
        return Field.textLike(property, NAME, "the name of one of the candidates");
    }

    static Place of(Inputs inputs) {
        return new Place(
                inputs.text("name"), Container.of(inputs), inputs.text("volume"), inputs.text("host"), inputs.whole("port"));
    }

    static List<Place> all(Inputs inputs) {
        return inputs.objects("candidates").stream().map(Place::of).toList();
    }

    /** The replication slot that a primary keeps for it. */
    String slot() {
        return "nself_" + name.replace('-', '_');
    }

    String address() {
        return host + ":" + port;
    }
}
