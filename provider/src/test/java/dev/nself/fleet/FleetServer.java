package dev.nself.fleet;

import dev.nself.provider.exec.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One server of a {@link Fleet}.
 *
 * @param name its name in the fleet
 * @param address its IPv4 address
 * @param socket its engine's socket on this machine
 * @param ssh its engine's address by SSH, with the identity and the host's key as parts of the query
 */
public record FleetServer(String name, String address, Path socket, String ssh) {

    /** Its IPv6 address: of the same two last numbers. */
    public String addressV6() {
        String[] parts = address.split("\\.");
        return "fd13:213:%s::%s".formatted(parts[2], parts[3]);
    }

    /** Its engine's address by the socket. */
    public String unix() {
        return "unix://" + socket;
    }

    /** File of the private key that every server of the fleet lets in as root. */
    public Path identity() {
        return socket.getParent().resolveSibling("key");
    }

    /** File of the server's public host key. */
    public Path hostKey() {
        return socket.resolveSibling("host_key.pub");
    }

    /** Runs docker on its engine. */
    public Command.Result docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", unix()));
        command.addAll(List.of(arguments));
        return Command.run(command, "", Duration.ofMinutes(5));
    }

    /** As {@link #docker}, and returns what it printed; fails the test when docker fails. */
    public String dockerOutput(String... arguments) {
        Command.Result result = docker(arguments);
        if (!result.ok()) {
            throw new AssertionError("docker on %s failed: %s".formatted(name, result.errors().strip()));
        }
        return result.output().strip();
    }
}
