package dev.nself.render;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformService;
import dev.nself.config.ServerArgs;
import dev.nself.config.ServerRole;
import dev.nself.config.ServiceArgs;
import dev.nself.config.ServicesArgs;
import dev.nself.config.Target;
import dev.nself.config.Tier;
import dev.nself.config.TlsArgs;
import dev.nself.config.TlsMode;
import dev.nself.config.UserFiles;
import dev.nself.model.ConfigFile;
import dev.nself.model.Container;
import dev.nself.model.Mount;
import dev.nself.model.Part;
import dev.nself.model.Placement;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Text;
import dev.nself.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The proxy and the ACME client of a plan, confined and mounted as it says, on one network with Pebble, the test server of
 * Let's Encrypt: it finds the public hosts by their names there, and asks its challenges as a real authority does.
 */
final class AcmeStage implements Closeable {
    static final String API = "api.nself.test";
    static final String ADMIN = "admin.nself.test";

    private static final String PEBBLE = "nself-kit/pebble:2.10.1";
    private static final Duration LONG = Duration.ofSeconds(180);

    private final String name = "nself-test-acme-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestCertificate own = TestCertificate.of("nself.test");
    private final String authority;
    private final Plan plan;
    private int httpsPort;

    private AcmeStage(Duration life, Optional<String> authority) {
        assumeTrue(DockerCommand.run("image", "inspect", PEBBLE).exit() == 0,
                "skipped: the image " + PEBBLE + " is not here; offline/images/build pebble makes it");
        DockerCommand.succeed("network", "create", name);
        startPebble(life);
        this.authority = authority.orElseGet(() -> DockerCommand.succeed(
                "run", "--rm", "--entrypoint", "cat", PEBBLE, "/test/certs/pebble.minica.pem") + "\n");
        plan = plan(this.authority);
    }

    /** Pebble alone, whose certificates live so long. */
    static AcmeStage of(Duration life) {
        return new AcmeStage(life, Optional.empty());
    }

    /** The same where the client is told of another authority behind the directory. */
    static AcmeStage trusting(String pem) {
        return new AcmeStage(Duration.ofDays(90), Optional.of(pem));
    }

    private static Plan plan(String authority) {
        PlatformArgs args = PlatformArgs.builder("nself.test", Tier.SINGLE, Target.SERVERS)
                .servers(ServerArgs.bySocket("app1", List.of(ServerRole.APP), "", "/run/docker.sock"))
                .services(ServicesArgs.defaults()
                        .with(PlatformService.AUTH, ServiceArgs.off())
                        .with(PlatformService.STORAGE, ServiceArgs.off())
                        .with(PlatformService.FUNCTIONS, ServiceArgs.off()))
                .tls(new TlsArgs(TlsMode.ACME, "ops@example.com", "https://pebble:14000/dir", "ca.pem", null, null))
                .build();
        return Topology.plan("test", args, new UserFiles(new TreeMap<>(), "", new TreeMap<>(), Optional.empty(), Optional.of(authority)));
    }

    private void startPebble(Duration life) {
        DockerCommand.succeed("create", "--name", pebble(), "--network", name, "--network-alias", "pebble",
                "-e", "PEBBLE_VA_NOSLEEP=1", PEBBLE, "-config", "/etc/pebble.json", "-strict");
        DockerCommand.upload(pebble(), Map.of("/etc/pebble.json", """
                {"pebble": {"listenAddress": "0.0.0.0:14000", "managementListenAddress": "0.0.0.0:15000",
                  "certificate": "/test/certs/localhost/cert.pem", "privateKey": "/test/certs/localhost/key.pem",
                  "httpPort": %d, "tlsPort": %d, "keyAlgorithm": "ecdsa", "retryAfter": {"authz": 1, "order": 1},
                  "profiles": {"default": {"description": "the only one", "validityPeriod": %d}}}}
                """.formatted(NginxConfig.HTTP_PORT, NginxConfig.HTTPS_PORT, life.toSeconds())));
        DockerCommand.succeed("start", pebble());
    }

    String pebble() {
        return name + "-pebble";
    }

    String proxy() {
        return name + "-proxy";
    }

    String client() {
        return name + "-acme";
    }

    /** Starts the proxy under these public names. */
    void startProxy(String... hosts) {
        List<String> options = new ArrayList<>(List.of("-p", "127.0.0.1::" + NginxConfig.HTTPS_PORT));
        for (String host : hosts) {
            options.addAll(List.of("--network-alias", host));
        }
        start(proxy(), ServiceKind.PROXY, options);
        String address = DockerCommand.succeed("port", proxy(), NginxConfig.HTTPS_PORT + "/tcp").lines().findFirst().orElseThrow();
        httpsPort = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        await("the proxy answers", () -> shows(own.newClient(), API));
    }

    void startClient() {
        start(client(), ServiceKind.ACME, List.of("-e", "ACME_WAIT_SECONDS=1", "--network-alias", "acme"));
    }

    private void start(String container, ServiceKind kind, List<String> options) {
        Service service = plan.placements().stream().map(Placement::step).filter(Service.class::isInstance).map(Service.class::cast)
                .filter(each -> each.kind() == kind).findFirst().orElseThrow();
        Container spec = service.container();
        List<String> command = new ArrayList<>(List.of("create", "--name", container, "--init", "--network", name,
                "--user", spec.user(), "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
                "--memory", spec.limits().memoryMiB() + "m", "--pids-limit", Integer.toString(spec.limits().pids())));
        for (Mount mount : spec.mounts()) {
            command.addAll(List.of("-v", name + "-" + mount.volume() + ":" + mount.path() + (mount.readOnly() ? ":ro" : "")));
        }
        spec.environment().forEach((key, value) -> command.addAll(List.of("-e", key + "=" + text(value))));
        command.addAll(options);
        List<String> words = new ArrayList<>(spec.command());
        if (!spec.entrypoint().isEmpty()) {
            command.addAll(List.of("--entrypoint", spec.entrypoint().get(0)));
            words.addAll(0, spec.entrypoint().subList(1, spec.entrypoint().size()));
        }
        command.add(DockerCommand.imageOf(kind.image()));
        command.addAll(words);
        DockerCommand.succeed(command.toArray(String[]::new));
        Map<String, String> files = new TreeMap<>();
        for (ConfigFile file : ConfigFiles.of(plan, service)) {
            files.put(file.path(), text(file.content()));
        }
        DockerCommand.upload(container, files);
        DockerCommand.succeed("start", container);
    }

    /** As the target fills it in; every certificate of the platform's own is the one of this stage. */
    private String text(Text text) {
        StringBuilder whole = new StringBuilder();
        for (Part part : text.parts()) {
            if (part instanceof Part.Literal literal) {
                whole.append(literal.text());
            } else {
                boolean key = ((Part.CertificateRef) part).field() == Part.CertificateField.PRIVATE_KEY;
                whole.append(own.files().get(key ? NginxConfig.PRIVATE_KEY : NginxConfig.CERTIFICATE));
            }
        }
        return whole.toString();
    }

    /** The certificate that the proxy shows for a host, once it is one of Pebble's for that name. */
    X509Certificate awaitCertificate(String host) {
        SSLContext trusting = trustingPebble();
        await("a certificate of Pebble's for " + host, () -> shows(trusting, host));
        return shown(trusting, host);
    }

    /** Whether the proxy shows the platform's own certificate. */
    boolean showsItsOwn(String host) {
        return shows(own.newClient(), host);
    }

    private boolean shows(SSLContext client, String host) {
        try (SSLSocket socket = connect(client, host)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private X509Certificate shown(SSLContext client, String host) {
        try (SSLSocket socket = connect(client, host)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new AssertionError("no certificate for " + host, e);
        }
    }

    /** Asks once on a connection of its own, trusting Pebble alone; gives the status. */
    int ask(SSLContext client, String host, String path) throws IOException {
        try (SSLSocket socket = connect(client, host)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return Answer.read(socket.getInputStream()).status();
        }
    }

    private SSLSocket connect(SSLContext client, String host) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), httpsPort);
        try {
            socket.setSoTimeout(20_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (SSLException refused) {
            socket.close();
            throw refused;
        }
    }

    /** A client that trusts what Pebble signs, and nothing else. */
    SSLContext trustingPebble() {
        String root = DockerCommand.succeed("exec", proxy(), "curl", "-sk", "https://pebble:15000/roots/0");
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("pebble", CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(root.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no client that trusts Pebble", e);
        }
    }

    /** Waits for a line of the container's log that matches. */
    void awaitLog(String container, String pattern) {
        await("a line " + pattern + " of " + container, () -> log(container).lines().anyMatch(line -> line.matches(pattern)));
    }

    String log(String container) {
        return DockerCommand.run("logs", container).output();
    }

    void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(LONG);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + LONG.toSeconds() + " s: " + what + "\n" + log(proxy()) + log(client()));
            }
            pause(Duration.ofMillis(250));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public void close() {
        DockerCommand.run("rm", "-f", "-v", pebble(), proxy(), client());
        DockerCommand.run("volume", "rm", name + "-certificates");
        DockerCommand.run("network", "rm", name);
    }
}
