package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Inputs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image on a Docker engine, reached through the docker CLI.
 *
 * @param dockerHost address of the engine; empty for the one of the environment
 * @param name name with tag or digest
 */
public record Image(String dockerHost, String name) {

    public static final Field DOCKER_HOST = Engine.DOCKER_HOST;

    public static final Field NAME = Field.textLike(
            "name", Pattern.compile("[a-zA-Z0-9][^\\s]*"), "the name of an image, such as postgres:17.6-trixie");

    public static Image of(Inputs inputs) {
        return new Image(inputs.text("dockerHost"), inputs.text("name"));
    }

    /** Its id, {@code sha256:...}; empty when the engine has none of that name. Fetches nothing. */
    public Optional<String> id() {
        Engine engine = new Engine(dockerHost);
        Command.Result result =
                engine.docker(List.of("image", "inspect", "--format", "{{.Id}}", name), "", Engine.INSPECTION);
        if (result.ok()) {
            return Optional.of(result.output().strip());
        }
        if (result.errors().toLowerCase(Locale.ROOT).contains("no such image")) {
            return Optional.empty();
        }
        engine.failIfUnreachable(result);
        throw new ResourceFailure("image %s: the engine refuses to tell of it: %s".formatted(name, result.errors().strip()));
    }
}
