package dev.nself.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SshTunnelTest {

    @Test
    void callsTheDockerClientOnTheOtherMachine() {
        assertThat(SshTunnel.command(URI.create("ssh://ops@10.0.0.5:2222"), List.of("-o", "StrictHostKeyChecking=yes")))
                .containsExactly(
                        "ssh", "-o", "StrictHostKeyChecking=yes", "-l", "ops", "-p", "2222", "--", "10.0.0.5",
                        "docker", "system", "dial-stdio");
    }

    @Test
    void letsBothDirectionsFlowAtOnce() throws IOException {
        SshTunnel tunnel = SshTunnel.over(List.of("cat"));
        byte[] sent = new byte[1 << 20];
        new Random(1).nextBytes(sent);

        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(tunnel.socket().getPath())))) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, sent));
            ByteBuffer received = ByteBuffer.allocate(sent.length);
            while (received.hasRemaining() && client.read(received) >= 0) {}
            sending.join();
            assertThat(received.array()).isEqualTo(sent);
        }
    }

    private static void send(SocketChannel client, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leavesUserAndPortToTheUsersSettings() {
        assertThat(SshTunnel.command(URI.create("ssh://db1"), List.of()))
                .containsExactly("ssh", "--", "db1", "docker", "system", "dial-stdio");
    }
}
