package dev.nself.provider.status;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Engine;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.resource.DockerEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Docker engine and the servers of the stack that are on it.
 *
 * @param address as in {@link DockerEndpoint}; empty for the engine of the environment
 * @param servers their names; empty when nothing tells
 */
record Site(String address, List<String> servers) {

    /** An address where nobody is lets ssh wait for 15 s before it says so, twice. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    static final Duration LIMIT = Duration.ofSeconds(30);

    Site {
        servers = List.copyOf(servers);
    }

    Engine engine() {
        return new Engine(address);
    }

    /** The address without keys; empty for the engine of the environment. */
    String host() {
        return DockerEndpoint.parse(address).host();
    }

    /** The servers' names in one word. */
    String name() {
        return servers.isEmpty() ? "the engine" : String.join(", ", servers);
    }

    /** The first question, before all others: a server that cannot be reached is waited for once. */
    List<String> firstAsk(String... arguments) {
        String place = host().isEmpty() ? "its usual place" : host();
        String silent = "docker: the engine at %s gave no answer within %d s; start the server, or check its address"
                + " and its firewall";
        return AtOnce.within(
                TO_ANSWER, silent.formatted(place, TO_ANSWER.toSeconds()), () -> ask(List.of(arguments)));
    }

    /**
     * The lines that docker prints.
     *
     * @throws ResourceFailure with the reason when there is no answer
     */
    List<String> ask(List<String> arguments) {
        Command.Result result = engine().docker(arguments, "", LIMIT);
        engine().failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("docker %s: %s".formatted(arguments.get(0), result.errors().strip()));
        }
        return result.output().lines().toList();
    }

    List<String> ask(String... arguments) {
        return ask(List.of(arguments));
    }

    /** What a person types to run docker there. The docker CLI takes no options for ssh, so ssh comes first. */
    String command(String docker) {
        DockerEndpoint endpoint = DockerEndpoint.parse(address);
        if (endpoint.host().isEmpty()) {
            return "docker " + docker;
        }
        if (endpoint.isSsh()) {
            List<String> words = new ArrayList<>(List.of("ssh"));
            endpoint.identity().ifPresent(file -> words.addAll(List.of("-i", file)));
            words.addAll(endpoint.sshDestination());
            return String.join(" ", words) + " docker " + docker;
        }
        String tls = endpoint.certificates()
                .map(folder -> "DOCKER_CERT_PATH=" + folder + " docker --tlsverify")
                .orElse("docker");
        return tls + " -H " + endpoint.host() + " " + docker;
    }
}
