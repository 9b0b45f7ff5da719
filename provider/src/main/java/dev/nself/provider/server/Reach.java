package dev.nself.provider.server;

import dev.nself.provider.rpc.ResourceFailure;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;

/**
 * Whether servers reach each other at their private addresses: on each a container publishes a port that the stack will
 * publish, and from all others somebody connects to it. It answers with a word of its own, so a machine that has the
 * same address by mistake is found out.
 */
final class Reach {

    private final Probe probe;
    private final Faults faults;
    private final Queue<Door> doors = new ConcurrentLinkedQueue<>();

    /** A server's port behind which a container says the word. */
    private record Door(CheckedServer server, int port, String word) {}

    Reach(Probe probe, Faults faults) {
        this.probe = probe;
        this.faults = faults;
    }

    void check(List<ServerFacts> servers) {
        if (servers.size() < 2) {
            return;
        }
        try {
            SideBySide.forEach(servers, this::open);
            SideBySide.forEach(servers, facts -> callOthers(facts.server()));
        } finally {
            SideBySide.forEach(List.copyOf(doors), door -> orFault(
                    door.server(), () -> probe.removeLeftovers(door.server().engine())));
        }
    }

    private void open(ServerFacts facts) {
        Optional<Integer> port = facts.freePort();
        if (port.isEmpty()) {
            return;
        }
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Door door = new Door(facts.server(), port.get(), HexFormat.of().formatHex(random));
        orFault(door.server(), () -> {
            probe.listen(door.server(), door.port(), door.word());
            doors.add(door);
        });
    }

    private void callOthers(CheckedServer server) {
        List<Door> others = doors.stream().filter(door -> !door.server().equals(server)).toList();
        if (others.isEmpty()) {
            return;
        }
        orFault(server, () -> {
            List<String> answers = probe.call(
                    server.engine(), others.stream().map(door -> door.server().address() + " " + door.port()).toList());
            for (int index = 0; index < answers.size(); index++) {
                judge(server, others.get(index), answers.get(index));
            }
        });
    }

    private void judge(CheckedServer server, Door other, String answer) {
        if (answer.equals("told " + other.word())) {
            return;
        }
        String place = "%s at %s port %d".formatted(other.server().name(), other.server().address(), other.port());
        if (answer.startsWith("told ")) {
            faults.add(server, "must reach %s, got something else there; no two machines may have one address"
                    .formatted(place));
        } else {
            faults.add(server, "must reach %s, got: %s; check the private network and the firewall of %s".formatted(
                    place, answer.substring("failed ".length()).strip(), other.server().name()));
        }
    }

    private void orFault(CheckedServer server, Runnable work) {
        try {
            work.run();
        } catch (ResourceFailure failure) {
            faults.add(server, failure.getMessage());
        }
    }
}
