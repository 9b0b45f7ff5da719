package dev.nself.provider.server;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Engine;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The running containers of a server that publish ports, and whether they are of the stack.
 *
 * @param containers all running ones
 */
record PublishedPorts(List<Running> containers) {

    private static final String STACK = "dev.nself.stack";
    private static final String COLUMNS = "{{.Names}}\t{{.Label \"" + STACK + "\"}}\t{{.Ports}}";

    /** {@code 10.0.0.1:5432->5432/tcp} or {@code :::8000-8002->8000-8002/tcp}. */
    private static final Pattern PUBLISHED = Pattern.compile(":(\\d+)(?:-(\\d+))?->\\d+(?:-\\d+)?/tcp");

    /** A container and the stack that its label names; empty for none. */
    record Running(String name, String stack, String ports) {
        boolean publishes(int port) {
            return PUBLISHED.matcher(ports).results().anyMatch(range -> {
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                return first <= port && port <= last;
            });
        }
    }

    static PublishedPorts of(Engine engine) {
        Command.Result result = engine.docker(List.of("ps", "--format", COLUMNS), "", Engine.INSPECTION);
        engine.failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("docker ps: refused: " + result.errors().strip());
        }
        return parse(result.output());
    }

    static PublishedPorts parse(String rows) {
        return new PublishedPorts(rows.lines()
                .map(row -> row.split("\t", -1))
                .map(columns -> new Running(columns[0], columns[1], columns[2]))
                .toList());
    }

    boolean carries(String stack) {
        return containers.stream().anyMatch(container -> container.stack().equals(stack));
    }

    Optional<Running> publisher(int port) {
        return containers.stream().filter(container -> container.publishes(port)).findFirst();
    }
}
