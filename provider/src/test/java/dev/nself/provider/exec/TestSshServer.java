package dev.nself.provider.exec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nself.resource.DockerEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An SSH server on a port of this machine that lets in the user who runs the test, by a key of its own. */
final class TestSshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final int TRIES = 300;

    private final Path folder;
    private final int port;
    private Process process;

    private TestSshServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one, or skips the test with the reason. */
    static TestSshServer start(Path folder, String... settings) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "skipped: no " + PROGRAM + "; install openssh-server");
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: sshd in a test needs root");
        TestSshServer server = new TestSshServer(folder, freePort());
        server.key("host_key");
        server.key("key");
        Files.copy(folder.resolve("key.pub"), folder.resolve("authorized_keys"));
        server.restart(settings);
        return server;
    }

    void restart(String... settings) throws IOException {
        stop();
        Files.createDirectories(Path.of("/run/sshd"));
        Path config = Files.writeString(folder.resolve("sshd_config"), """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host_key
                AuthorizedKeysFile %2$s/authorized_keys
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                UsePAM no
                PidFile none
                %3$s
                """.formatted(port, folder, String.join("\n", settings)));
        process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        awaitPort();
    }

    /** With the server's real host key and a key that it takes. */
    DockerEndpoint endpoint() throws IOException {
        return address().withIdentity(folder.resolve("key").toString()).withHostKey(publicKey("host_key"));
    }

    DockerEndpoint address() {
        return DockerEndpoint.of("ssh://root@127.0.0.1:" + port);
    }

    /** Makes a new key pair in the folder of the server and returns the file of the private half. */
    Path key(String name) {
        Path file = folder.resolve(name);
        List<String> command = List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
        Command.Result made = Command.run(command, "", Duration.ofMinutes(1));
        if (!made.ok()) {
            throw new AssertionError(made.errors());
        }
        return file;
    }

    String publicKey(String name) throws IOException {
        String[] words = Files.readString(folder.resolve(name + ".pub")).split(" ");
        return words[0] + " " + words[1];
    }

    /** How often somebody signed in since the start. */
    long signIns() throws IOException {
        return log().lines().filter(line -> line.startsWith("Accepted publickey")).count();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void awaitPort() {
        for (int left = TRIES; ; left--) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                if (left == 0 || !process.isAlive()) {
                    throw new AssertionError("sshd does not start", notYet);
                }
                pause();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
