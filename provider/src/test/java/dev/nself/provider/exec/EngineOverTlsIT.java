package dev.nself.provider.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.TestContainer;
import dev.nself.resource.DockerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine's engine behind a door that asks for a client's certificate. */
class EngineOverTlsIT {

    private static final char[] PASSWORD = "for a test".toCharArray();

    @TempDir
    private Path folder;

    private SSLServerSocket door;

    @BeforeEach
    void open() throws Exception {
        TestContainer.needsImages();
        KeyStore server = keyPair("server");
        KeyStore client = keyPair("client");
        pem(folder.resolve("ca.pem"), "CERTIFICATE", server.getCertificate("server").getEncoded());
        pem(folder.resolve("cert.pem"), "CERTIFICATE", client.getCertificate("client").getEncoded());
        pem(folder.resolve("key.pem"), "PRIVATE KEY", client.getKey("client", PASSWORD).getEncoded());
        door = door(server, client);
        daemon(this::letIn);
    }

    @AfterEach
    void close() throws IOException {
        if (door != null) {
            door.close();
        }
    }

    @Test
    void an_engine_lets_in_who_has_its_certificates() {
        Command.Result result = ask(address().withCertificates(folder.toString()));

        assertThat(result.output().strip()).as(result.errors()).isEqualTo("linux");
    }

    @Test
    void nobody_is_let_in_without() {
        assertRefused(address(), ": it asks for a certificate; name a folder with ca.pem, cert.pem and key.pem");
    }

    @Test
    void an_engine_of_another_authority_is_not_talked_to() throws Exception {
        pem(folder.resolve("ca.pem"), "CERTIFICATE", keyPair("other").getCertificate("other").getEncoded());

        assertRefused(
                address().withCertificates(folder.toString()),
                ": it and the certificates in " + folder + " are not of one authority");
    }

    @Test
    void certificates_that_are_not_there_are_named() {
        assertRefused(address().withCertificates("/nowhere"), "/nowhere/ca.pem");
    }

    private static void assertRefused(DockerEndpoint endpoint, String words) {
        assertThatThrownBy(() -> new Engine(endpoint.toString()).failIfUnreachable(ask(endpoint)))
                .hasMessageStartingWith("docker: the engine at " + endpoint.host() + " cannot be reached")
                .hasMessageContaining(words);
    }

    private DockerEndpoint address() {
        return DockerEndpoint.of("tcp://127.0.0.1:" + door.getLocalPort());
    }

    private static Command.Result ask(DockerEndpoint endpoint) {
        return new Engine(endpoint.toString())
                .docker(List.of("version", "--format", "{{.Server.Os}}"), "", Duration.ofMinutes(1));
    }

    private KeyStore keyPair(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Command.Result made = Command.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1",
                        "-keystore", store.toString(), "-storepass", new String(PASSWORD)),
                "",
                Duration.ofMinutes(1));
        assertThat(made.ok()).as(made.output()).isTrue();
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines));
    }

    private static SSLServerSocket door(KeyStore server, KeyStore client) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.getCertificate("client"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket door = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        door.setNeedClientAuth(true);
        return door;
    }

    private void letIn() throws IOException {
        while (!door.isClosed()) {
            SSLSocket guest = (SSLSocket) door.accept();
            SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
            engine.connect(UnixDomainSocketAddress.of("/var/run/docker.sock"));
            daemon(() -> send(guest, engine));
            daemon(() -> receive(engine, guest));
        }
    }

    // No streams over the channel: those of one channel lock each other, and both directions flow at once.

    private static void send(SSLSocket guest, SocketChannel engine) throws IOException {
        try (guest; engine; InputStream from = guest.getInputStream()) {
            byte[] bytes = new byte[8192];
            for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                engine.write(ByteBuffer.wrap(bytes, 0, read));
            }
        }
    }

    private static void receive(SocketChannel engine, SSLSocket guest) throws IOException {
        try (guest; engine; OutputStream to = guest.getOutputStream()) {
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (engine.read(buffer.clear()) >= 0) {
                to.write(buffer.array(), 0, buffer.position());
                to.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A connection that breaks shows at its other end. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException broken) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
