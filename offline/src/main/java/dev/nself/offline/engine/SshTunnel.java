package dev.nself.offline.engine;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A local socket whose every connection is an {@code ssh ... docker system dial-stdio} on the other machine,
 * as the Docker client does it: the user's own ssh settings, agent and known hosts count.
 */
final class SshTunnel {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final List<String> command;
    private final Path socket;
    private final ServerSocketChannel server;

    private SshTunnel(List<String> command, Path socket, ServerSocketChannel server) {
        this.command = command;
        this.socket = socket;
        this.server = server;
    }

    static SshTunnel open(URI host, List<String> options) {
        return over(command(host, options));
    }

    /** Every connection is one run of a command that speaks on its standard input and output. */
    static SshTunnel over(List<String> command) {
        try {
            // Whoever may open this socket is root on the other machine: only we may look into the folder.
            Path folder = Files.createTempDirectory(
                    "nself-ssh", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path socket = folder.resolve("docker.sock");
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(socket));
            folder.toFile().deleteOnExit();
            socket.toFile().deleteOnExit();
            SshTunnel tunnel = new SshTunnel(command, socket, server);
            daemon("ssh tunnel", tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new ResourceFailure("docker:host: no tunnel for " + command + ": " + e.getMessage(), e);
        }
    }

    URI socket() {
        return URI.create("unix://" + socket);
    }

    static List<String> command(URI host, List<String> options) {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(options);
        if (host.getUserInfo() != null) {
            command.addAll(List.of("-l", host.getUserInfo()));
        }
        if (host.getPort() >= 0) {
            command.addAll(List.of("-p", Integer.toString(host.getPort())));
        }
        command.addAll(List.of("--", host.getHost(), "docker", "system", "dial-stdio"));
        return List.copyOf(command);
    }

    private void accept() {
        while (true) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                System.err.println("ssh tunnel: " + e.getMessage());
                return;
            }
        }
    }

    private void connect(SocketChannel client) throws IOException {
        Process ssh = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        daemon("ssh in", () -> {
            send(client, ssh.getOutputStream());
            ssh.destroy();
        });
        daemon("ssh out", () -> {
            receive(ssh.getInputStream(), client);
            close(client);
        });
    }

    // No streams over the channel: those of one channel lock each other, and both directions flow at once.

    private static void send(SocketChannel from, OutputStream to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (to) {
            while (from.read(buffer.clear()) >= 0) {
                to.write(buffer.array(), 0, buffer.position());
                to.flush();
            }
        } catch (IOException e) {
            // One side hung up: for the other that is the end of the stream.
            return;
        }
    }

    private static void receive(InputStream from, SocketChannel to) {
        byte[] bytes = new byte[BUFFER_BYTES];
        try (from) {
            for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException e) {
            // One side hung up: for the other that is the end of the stream.
            return;
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            System.err.println("ssh tunnel: " + e.getMessage());
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
