package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.Locale;

/**
 * A volume on a Docker engine, reached through the docker CLI.
 *
 * @param dockerHost address of the engine; empty for the one of the environment
 * @param name its name
 */
public record VolumeName(String dockerHost, String name) {

    /** Whether the engine has it; to mount one that it has not would make it. */
    public boolean exists() {
        Engine engine = new Engine(dockerHost);
        Command.Result result =
                engine.docker(List.of("volume", "inspect", "--format", "{{.Name}}", name), "", Engine.INSPECTION);
        if (result.ok()) {
            return true;
        }
        if (result.errors().toLowerCase(Locale.ROOT).contains("no such volume")) {
            return false;
        }
        engine.failIfUnreachable(result);
        throw new ResourceFailure("volume %s: the engine refuses to tell of it: %s".formatted(name, result.errors().strip()));
    }
}
