package dev.nself.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A stack of its own on the real engine: own state, own ports, own names; leaves nothing behind. */
final class TestStack implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    final String name;
    final int httpPort = freePort();
    final int httpsPort = freePort();
    private final Path folder;
    private final Path configuration;
    private final Cli cli = new Cli();

    TestStack(String purpose) {
        name = "test-" + purpose + "-" + Integer.toHexString(new Random().nextInt(0x10000));
        try {
            folder = Files.createTempDirectory("nself-" + name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        configuration = Cli.ROOT.resolve("stacks/Pulumi." + name + ".yaml");
        cli.with("PULUMI_CONFIG_PASSPHRASE", "only for tests").with("PULUMI_SKIP_UPDATE_CHECK", "1");
        freshState();
    }

    /** The stack of {@code stacks/Pulumi.local.yaml} on ports that are free. */
    TestStack likeLocal() {
        try {
            String local = Files.readString(Cli.ROOT.resolve("stacks/Pulumi.local.yaml"));
            Files.writeString(configuration, local + Files.readString(configuration));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        set("proxy.httpPort", Integer.toString(httpPort));
        set("proxy.httpsPort", Integer.toString(httpsPort));
        // Many calls from one address within seconds are what the limits are there to stop.
        set("proxy.rates.auth", "600r/m");
        return this;
    }

    /** A small stack of few services: what does not depend on all of them is seen sooner. */
    TestStack small() {
        try {
            Files.writeString(configuration, "config: {}\n" + Files.readString(configuration));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        set("domain", "nself.localhost");
        set("tier", "single");
        set("target", "local");
        set("application", "examples/empty");
        for (String off : List.of("admin", "functions", "mailpit", "storage", "auth")) {
            set("services." + off + ".enabled", "false");
        }
        set("proxy.httpPort", Integer.toString(httpPort));
        set("proxy.httpsPort", Integer.toString(httpsPort));
        return this;
    }

    /** {@code pulumi config set --path nself:<path>}. */
    void set(String path, String value) {
        pulumi("config", "set", "--path", "nself:" + path, value).orFail();
    }

    void unset(String path) {
        pulumi("config", "rm", "--path", "nself:" + path).orFail();
    }

    Cli.Result up(String... more) {
        return pulumi(concat(List.of("up", "--yes", "--skip-preview"), more));
    }

    /** The same under the policy pack with every rule at its own level. */
    Cli.Result upJudged() {
        return up("--policy-pack", "policies/prebuilt");
    }

    Cli.Result preview(String... more) {
        return pulumi(concat(List.of("preview"), more));
    }

    Cli.Result refresh() {
        return pulumi("refresh", "--yes", "--skip-preview");
    }

    Cli.Result destroy() {
        return pulumi("destroy", "--yes", "--skip-preview");
    }

    /** The state with every secret still encrypted. */
    String export() {
        return pulumi("stack", "export").orFail();
    }

    String output(String key) {
        return pulumi("stack", "output", key, "--show-secrets").orFail().strip();
    }

    /** Starts an {@code up} that may be cut off. */
    Process startUp(Path output) {
        return cli.start(command(List.of("up", "--yes", "--skip-preview")), output);
    }

    /** What the launcher does before an {@code up} that follows one that was cut off. */
    Cli.Result repair() {
        return cli.run("./nself", "repair", "--stack", name);
    }

    /** Forgets all that the engine knew, as when the state was lost. */
    void loseState() {
        freshState();
        // The next platform has another authority.
        folder.resolve("ca.pem").toFile().delete();
    }

    Cli.Result pulumi(String... arguments) {
        return cli.run(LIMIT, command(List.of(arguments)));
    }

    private Cli.Result pulumi(List<String> arguments) {
        return cli.run(LIMIT, command(arguments));
    }

    private List<String> command(List<String> arguments) {
        return concat(concat(List.of("pulumi"), arguments.toArray(String[]::new)),
                "--stack", name, "--non-interactive");
    }

    /** Containers of the stack by the name of their service. */
    Map<String, String> containers() {
        Map<String, String> containers = new TreeMap<>();
        docker("ps", "-a", "--no-trunc", "--filter", "label=dev.nself.stack=" + name,
                "--format", "{{.Label \"dev.nself.service\"}} {{.ID}}").orFail().lines()
                .forEach(line -> containers.put(line.split(" ")[0], line.split(" ")[1]));
        return containers;
    }

    String health(String service) {
        return docker("inspect", "-f", "{{.State.Health.Status}}", container(service)).output().strip();
    }

    String container(String service) {
        return container("app1", service);
    }

    String container(String server, String service) {
        return "nself-" + name + "-" + server + "-" + service;
    }

    /** Where this machine reaches a container of the first application server in one of its networks. */
    String addressOf(String service, String network) {
        return docker("inspect", "-f", "{{(index .NetworkSettings.Networks \"nself-" + name + "-app1-" + network + "\").IPAddress}}",
                container(service)).orFail().strip();
    }

    Cli.Result docker(String... arguments) {
        return cli.run(Duration.ofMinutes(2), concat(List.of("docker"), arguments));
    }

    /** SQL as the superuser, over the local socket. */
    String sql(String statement) {
        return sql("app1", statement);
    }

    String sql(String server, String statement) {
        return docker("exec", "-u", "postgres", container(server, "postgres"), "psql", "-d", "nself", "-tAc", statement).orFail().strip();
    }

    /** curl with the platform's own authority and the hosts at this machine. */
    Cli.Result curl(String... arguments) {
        Path authority = folder.resolve("ca.pem");
        if (!Files.exists(authority)) {
            try {
                Files.writeString(authority, output("caCertificate") + "\n");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return cli.run(Duration.ofMinutes(1), concat(List.of("curl", "-sS", "--max-time", "30", "--cacert", authority.toString()), arguments));
    }

    Path authority() {
        curl("--version").orFail();
        return folder.resolve("ca.pem");
    }

    Cli cli() {
        return cli;
    }

    String url(String host, String path) {
        return "https://" + host + ".nself.localhost:" + httpsPort + path;
    }

    @Override
    public void close() {
        remove(List.of("ps", "-aq"), "rm", "-f", "-v");
        remove(List.of("network", "ls", "-q"), "network", "rm");
        remove(List.of("volume", "ls", "-q"), "volume", "rm", "-f");
        docker("images", "-q", "nself-" + name + "-*").output().lines().distinct().forEach(id -> docker("rmi", "-f", id));
        try (Stream<Path> files = Files.walk(folder)) {
            Files.deleteIfExists(configuration);
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void remove(List<String> list, String... removal) {
        docker(concat(list, "--filter", "label=dev.nself.stack=" + name).toArray(String[]::new)).output().lines()
                .filter(id -> !id.isBlank())
                .forEach(id -> docker(concat(List.of(removal), id).toArray(String[]::new)));
    }

    private void freshState() {
        try {
            cli.with("PULUMI_BACKEND_URL", "file://" + Files.createTempDirectory(folder, "state"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (Files.exists(configuration)) {
            dropEncryptionSalt();
        }
        cli.run(List.of("pulumi", "stack", "init", name, "--non-interactive")).orFail();
    }

    private void dropEncryptionSalt() {
        try {
            List<String> kept = Files.readAllLines(configuration).stream().filter(line -> !line.startsWith("encryptionsalt")).toList();
            Files.write(configuration, kept);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> concat(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
