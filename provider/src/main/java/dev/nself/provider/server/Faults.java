package dev.nself.provider.server;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with servers that are looked at side by side; told at once, in the order of the servers. */
final class Faults {

    private final Map<String, List<String>> byServer = new LinkedHashMap<>();

    Faults(List<CheckedServer> servers) {
        servers.forEach(server -> byServer.put(server.name(), new ArrayList<>()));
    }

    /** A fault is one line, whatever the words of a program in it. */
    synchronized void add(CheckedServer server, String fault) {
        byServer.get(server.name()).add(fault.strip().replaceAll("\\s*\\n\\s*", "; "));
    }

    synchronized void failIfAny() {
        long count = byServer.values().stream().mapToLong(List::size).sum();
        if (count == 0) {
            return;
        }
        throw new ResourceFailure(byServer.entrySet().stream()
                .flatMap(server -> server.getValue().stream().map(fault -> "\n- " + server.getKey() + ": " + fault))
                .collect(Collectors.joining("", "servers: cannot carry the stack, found "
                        + (count == 1 ? "one fault" : count + " faults") + "; nothing was changed", "")));
    }
}
