package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Docker engine, reached through the docker CLI.
 *
 * @param host its address; empty for the one of the environment
 */
record Engine(String host) {

    /** Enough for a question that the engine answers from what it has, also by SSH. */
    static final Duration INSPECTION = Duration.ofSeconds(60);

    /** The input that names an engine. */
    static final Field DOCKER_HOST = Field.textLike(
                    "dockerHost",
                    Pattern.compile("|(ssh|tcp|unix)://[^\\s-][^\\s]*"),
                    "ssh://USER@HOST, tcp://HOST:PORT, unix:///PATH, nothing for the engine of the environment")
            .orElse("");

    Command.Result docker(List<String> arguments, String input, Duration timeout) {
        return Command.run(command(arguments), input, timeout);
    }

    /** A docker CLI that stays, with open pipes. */
    Process start(List<String> arguments) {
        return Command.start(command(arguments));
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        if (!host.isEmpty()) {
            command.addAll(List.of("-H", host));
        }
        command.addAll(arguments);
        return command;
    }

    void failIfUnreachable(Command.Result result) {
        String errors = result.errors();
        if (!result.ok()
                && (errors.contains("Cannot connect to the Docker daemon") || errors.contains("error during connect"))) {
            throw new ResourceFailure("docker: the engine at %s cannot be reached; start it or check dockerHost: %s"
                    .formatted(host.isEmpty() ? "its usual place" : host, errors.strip()));
        }
    }
}
