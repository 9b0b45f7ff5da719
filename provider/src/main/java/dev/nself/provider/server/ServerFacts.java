package dev.nself.provider.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a server.
 *
 * @param server what the stack wants of it
 * @param stack the stack
 * @param engine what its engine tells
 * @param host what a container on its network sees
 * @param published what its containers publish
 */
record ServerFacts(CheckedServer server, String stack, EngineFacts engine, HostFacts host, PublishedPorts published) {

    /** What of it, beyond its engine, does not suit the stack. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        // A stack that is there has taken its share of what was free.
        long diskGiB = (carriesStack() ? host.diskMiB() : host.freeMiB()) >> 10;
        if (diskGiB < server.diskGiB()) {
            faults.add(("the disk of %s must have at least %d GiB%s, got %d; use a bigger one, or free some:"
                            + " docker system df")
                    .formatted(engine.root(), server.diskGiB(), carriesStack() ? "" : " free", diskGiB));
        }
        if (!server.address().isEmpty() && !hasItsAddress()) {
            faults.add("the private address must be one of the server's own, got %s; allowed: %s"
                    .formatted(server.address(), host.addressesInWords()));
        }
        server.ports().forEach(port -> fault(port).ifPresent(faults::add));
        return faults;
    }

    /**
     * A port where others may try whether they reach the server; empty when none would prove anything. Where the stack
     * is already, its packet filter lets in only whom it names.
     */
    Optional<Integer> freePort() {
        if (server.address().isEmpty() || !hasItsAddress() || carriesStack()) {
            return Optional.empty();
        }
        return server.ports().stream()
                .filter(port -> published.publisher(port).isEmpty() && !host.listens(address(), port))
                .findFirst();
    }

    String inWords() {
        return "Docker %s on %s, %d processors, %d MiB of memory, %d GiB free".formatted(
                engine.version(), engine.platform(), engine.processors(), engine.memoryMiB(), host.freeMiB() >> 10);
    }

    private Optional<String> fault(int port) {
        Optional<PublishedPorts.Running> publisher = published.publisher(port);
        if (publisher.isPresent()) {
            return publisher.filter(running -> !running.stack().equals(stack))
                    .map(running -> "port %d must be free, got one that the container %s publishes; stop it there"
                            .formatted(port, running.name()));
        }
        return host.listens(address(), port)
                ? Optional.of("port %1$d must be free, got one where a program listens; find it there and stop it:"
                        .formatted(port) + " sudo ss -ltnp sport = :" + port)
                : Optional.empty();
    }

    private boolean carriesStack() {
        return published.carries(stack);
    }

    private boolean hasItsAddress() {
        return host.addresses().contains(address());
    }

    private InetAddress address() {
        return server.address().isEmpty() ? null : HostFacts.parseAddress(server.address());
    }
}
