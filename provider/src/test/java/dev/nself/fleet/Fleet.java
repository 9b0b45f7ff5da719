package dev.nself.fleet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nself.provider.exec.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stand-in servers for a test: each a real Docker engine and an SSH server in a network namespace with an address of
 * its own, made by {@code scripts/test/fleet}. One fleet of a part's name lives in a checkout at a time; what a killed
 * test left of it goes when the next one starts.
 */
public final class Fleet implements AutoCloseable {

    /** The network of somebody on the internet, for {@link #run}. */
    public static final String OUTSIDE = "outside";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path script;
    private final String prefix;
    private final Map<String, FleetServer> servers = new LinkedHashMap<>();

    private Fleet(Path script, String prefix) {
        this.script = script;
        this.prefix = prefix;
    }

    /**
     * Starts servers of these names, or skips the test with the reason when this machine can have none.
     *
     * @param part the test's own name: a-z, 0-9 and -, at most 20 characters
     */
    public static Fleet start(String part, String... names) {
        Path script = script();
        Command.Result possible = Command.run(List.of(script.toString(), "possible"), "", LIMIT);
        assumeTrue(possible.ok(), () -> "skipped: " + possible.output().strip());
        // Two checkouts may be tested at the same time.
        String prefix = "nself-test-%s-%04x".formatted(part, script.toString().hashCode() & 0xffff);
        Fleet fleet = new Fleet(script, prefix);
        fleet.script("down");
        try {
            fleet.up(List.of(names));
        } catch (RuntimeException | AssertionError failure) {
            fleet.close();
            throw failure;
        }
        return fleet;
    }

    public FleetServer server(String name) {
        return servers.get(name);
    }

    public List<FleetServer> servers() {
        return List.copyOf(servers.values());
    }

    /** Gives every server these images of this machine's engine; skips the test when it has not got one of them. */
    public Fleet withImages(String... images) {
        for (String image : images) {
            boolean found = Command.run(List.of("docker", "image", "inspect", image), "", LIMIT).ok();
            if (!found) {
                close();
            }
            assumeTrue(found, () -> "skipped: image " + image + " is not there; pull it or build it with offline/images/build");
        }
        script("images", images);
        return this;
    }

    /** Runs a command in the network of a server, or {@link #OUTSIDE}; files and processes are this machine's. */
    public Command.Result run(String network, String... command) {
        List<String> words = new ArrayList<>(List.of(script.toString(), "exec", prefix, network));
        words.addAll(List.of(command));
        return Command.run(words, "", LIMIT);
    }

    /** Takes the server's network away. */
    public void cut(String server) {
        script("cut", server);
    }

    public void mend(String server) {
        script("mend", server);
    }

    /** Stops every process of the server, as a machine that hangs. */
    public void freeze(String server) {
        script("freeze", server);
    }

    public void thaw(String server) {
        script("thaw", server);
    }

    /** A power cut for the engine and its containers; SSH and the namespace's packet filter stay. */
    public void killEngine(String server) {
        script("kill-engine", server);
    }

    /** Ends the engine in good order. */
    public void stopEngine(String server) {
        script("stop-engine", server);
    }

    public void startEngine(String server) {
        script("start-engine", server);
    }

    /** Starts the engine with the programs of this folder before all others, for example another iptables. */
    public void startEngine(String server, Path programs) {
        require("start-engine", Command.run(
                List.of("env", "PATH=" + programs + ":" + System.getenv("PATH"), script.toString(), "start-engine", prefix, server),
                "", LIMIT));
    }

    /** Removes the fleet; more than once is no error. */
    @Override
    public void close() {
        script("down");
    }

    private void up(List<String> names) {
        for (String line : script("up", names.toArray(String[]::new)).lines().toList()) {
            String[] columns = line.split(" ");
            String ssh = script("endpoint", columns[0]).strip();
            servers.put(columns[0], new FleetServer(columns[0], columns[1], Path.of(columns[2]), ssh));
        }
    }

    private String script(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(script.toString(), command, prefix));
        words.addAll(List.of(arguments));
        return require(command, Command.run(words, "", LIMIT));
    }

    private static String require(String command, Command.Result result) {
        if (!result.ok()) {
            throw new AssertionError("fleet %s failed: %s".formatted(command, result.errors().strip()));
        }
        return result.output();
    }

    /** Tests run in the folder of their module. */
    private static Path script() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("scripts/test/fleet"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError("scripts/test/fleet is in no folder above " + Path.of("").toAbsolutePath());
        }
        return folder.resolve("scripts/test/fleet");
    }
}
