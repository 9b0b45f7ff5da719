package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Field;
import dev.nself.resource.DockerEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Docker engine, reached through the docker CLI.
 *
 * @param address where it is and how to be let in, as in {@link DockerEndpoint}; empty for the one of the environment
 */
public record Engine(String address) {

    /** Enough for a question that the engine answers from what it has, also by SSH. */
    public static final Duration INSPECTION = Duration.ofSeconds(60);

    /** The input that names an engine. */
    public static final Field DOCKER_HOST =
            Field.textLike("dockerHost", DockerEndpoint.FORM, DockerEndpoint.FORM_IN_WORDS).orElse("");

    /** Runs {@code docker} with the arguments. */
    public Command.Result docker(List<String> arguments, String input, Duration timeout) {
        DockerEndpoint endpoint = endpoint();
        return Command.run(command(endpoint, arguments), environment(endpoint), input, timeout);
    }

    /** A docker CLI that stays, with open pipes. */
    Process start(List<String> arguments) {
        DockerEndpoint endpoint = endpoint();
        return Command.start(command(endpoint, arguments), environment(endpoint));
    }

    /**
     * Runs {@code docker} with the output and the errors of this process, for as long as it takes; for what may be long
     * or without an end.
     *
     * @return its exit code
     */
    public int show(List<String> arguments) {
        DockerEndpoint endpoint = endpoint();
        return Command.show(command(endpoint, arguments), environment(endpoint));
    }

    private static List<String> command(DockerEndpoint endpoint, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        if (!endpoint.host().isEmpty()) {
            command.addAll(List.of("-H", endpoint.host()));
        }
        command.addAll(arguments);
        return command;
    }

    /** Fails with the reason and the way out when the engine could not be asked; other failures are the caller's. */
    public void failIfUnreachable(Command.Result result) {
        Unreachable.reason(endpoint(), result).ifPresent(reason -> {
            throw new ResourceFailure(reason);
        });
    }

    /**
     * Makes later calls sign in anew where calls share an SSH connection; those that run keep theirs. Whoever changes a
     * packet filter sees only so whether it lets new connections in.
     */
    public void reconnect() {
        DockerEndpoint endpoint = endpoint();
        if (endpoint.isSsh()) {
            SshShim.leaveConnection(endpoint);
        }
    }

    private DockerEndpoint endpoint() {
        try {
            return DockerEndpoint.parse(address);
        } catch (IllegalArgumentException malformed) {
            throw new ResourceFailure("dockerHost: " + malformed.getMessage() + ", got " + address, malformed);
        }
    }

    private static Map<String, String> environment(DockerEndpoint endpoint) {
        if (endpoint.isSsh()) {
            return SshShim.environment(endpoint);
        }
        return endpoint.certificatesFolder()
                .map(folder -> Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", folder))
                .orElse(Map.of());
    }
}
