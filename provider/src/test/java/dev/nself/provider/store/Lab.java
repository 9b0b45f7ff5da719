package dev.nself.provider.store;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.exec.Command;
import dev.nself.provider.rpc.State;
import dev.nself.provider.x509.CertificateAuthorityType;
import dev.nself.provider.x509.CertificateType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assertions;

/** A network with servers that trust one authority, and a proxy in front; all of it goes away at the end. */
public final class Lab implements AutoCloseable {

    public static final String PROXY_IMAGE = "haproxy:3.0.28-trixie";
    public static final String ROUTE_FOLDER = "/etc/nself/haproxy";

    private final String prefix;
    private final State authority;
    private final Deque<List<String>> leftovers = new ArrayDeque<>();

    private Lab(String prefix, State authority) {
        this.prefix = prefix;
        this.authority = authority;
    }

    public static Lab open(String part, String... images) {
        TestContainer.needsImages(PROXY_IMAGE);
        TestContainer.needsImages(images);
        Map<String, Object> inputs = Map.of("commonName", "nself test", "validityDays", 2.0);
        Lab lab = new Lab("nself-test-%s-%d".formatted(part, ProcessHandle.current().pid()),
                new CertificateAuthorityType(Clock.systemUTC()).create(new RecordedCall(), inputs));
        docker("network", "create", lab.prefix);
        lab.leftovers.push(List.of("network", "rm", lab.prefix));
        return lab;
    }

    /** The container's name, which is also its host name in the network. */
    public String name(String server) {
        return prefix + "-" + server;
    }

    public String authority() {
        return (String) authority.outputs().get("certificate");
    }

    /** Trusts servers of this lab and no others. */
    public SSLContext trust() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(authority().getBytes(StandardCharsets.UTF_8))));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS client for the test", e);
        }
    }

    /** A certificate for a server, and the authority's, at the platform's places. */
    public Map<String, String> certificates(String server) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("caCertificate", authority());
        inputs.put("caPrivateKey", authority.outputs().get("privateKey"));
        inputs.put("commonName", "nself test");
        inputs.put("dnsNames", List.of(name(server), "localhost"));
        inputs.put("ipAddresses", List.of("127.0.0.1"));
        inputs.put("validityDays", 2.0);
        inputs.put("serverAuth", true);
        Map<String, Object> made = new CertificateType(Clock.systemUTC()).create(new RecordedCall(), inputs).outputs();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/etc/nself/ca.pem", authority());
        files.put("/etc/nself/tls/fullchain.pem", (String) made.get("chain"));
        files.put("/etc/nself/tls/privkey.pem", (String) made.get("privateKey"));
        return files;
    }

    /** Starts a server with a volume of its own at /data. */
    public void server(String server, Map<String, String> files, List<String> options, List<String> imageAndCommand) {
        docker("volume", "create", name(server));
        leftovers.push(List.of("volume", "rm", "-f", name(server)));
        container(server, files, options, imageAndCommand);
    }

    private void container(
            String server, Map<String, String> files, List<String> options, List<String> imageAndCommand) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-v", name(server) + ":/data", "--restart", "unless-stopped", "--init"));
        run(server, files, all, imageAndCommand);
    }

    /** Starts a proxy that publishes the port on this machine. */
    public void proxy(int port) {
        String base = """
                global
                    hard-stop-after 60s
                defaults
                    mode tcp
                    timeout connect 2s
                    timeout check 5s
                    timeout client 1h
                    timeout server 1h
                listen idle
                    bind 127.0.0.1:9
                """;
        run("proxy", Map.of(ROUTE_FOLDER + "/00-base.cfg", base), List.of("-p", "127.0.0.1::" + port),
                List.of(PROXY_IMAGE, "haproxy", "-W", "-f", ROUTE_FOLDER));
    }

    /** The port of this machine on which the proxy's port is published. */
    public int published(int port) {
        String answer = docker("port", name("proxy"), port + "/tcp").output().strip();
        return Integer.parseInt(answer.substring(answer.lastIndexOf(':') + 1));
    }

    public Map<String, Object> member(String server, int port) {
        String name = name(server);
        return Map.of("name", server, "dockerHost", "", "container", name, "host", name, "port", (double) port);
    }

    /** The proxy's file of a service, whose port leads to a server; {@code checks}: a line and words on its health. */
    public Map<String, Object> route(String service, int port, String server, String... checks) {
        String lines = checks.length == 0 ? "" : "    " + checks[0] + "\n";
        String words = checks.length == 0 ? "" : " " + checks[1];
        return Map.of(
                "dockerHost", "",
                "container", name("proxy"),
                "containerId", "any",
                "path", ROUTE_FOLDER + "/" + service + ".cfg",
                "content", "listen %s\n    bind :%d\n%s    server %s %s:%d%s\n"
                        .formatted(service, port, lines, server, name(server), port, words),
                "reload", "kill -USR2 1");
    }

    public String mark(String server) {
        return docker("exec", name(server), "cat", Mark.PATH).output().strip();
    }

    public static Command.Result docker(String... arguments) {
        Command.Result result = TestContainer.docker(arguments);
        if (!result.ok()) {
            throw new AssertionError("docker %s: %s".formatted(List.of(arguments), result.errors()));
        }
        return result;
    }

    @Override
    public void close() {
        List<String> failures = new ArrayList<>();
        while (!leftovers.isEmpty()) {
            Command.Result result = TestContainer.docker(leftovers.pop().toArray(String[]::new));
            if (!result.ok()) {
                failures.add(result.errors().strip());
            }
        }
        Assertions.assertEquals(List.of(), failures, "what could not be removed");
    }

    private void run(String server, Map<String, String> files, List<String> options, List<String> imageAndCommand) {
        List<String> create = new ArrayList<>(List.of("create", "--name", name(server), "--network", prefix));
        create.addAll(List.of("--cap-drop", "ALL"));
        create.addAll(options);
        create.addAll(imageAndCommand);
        docker(create.toArray(String[]::new));
        leftovers.push(List.of("rm", "-f", name(server)));
        upload(name(server), files);
        docker("start", name(server));
    }

    private static void upload(String container, Map<String, String> files) {
        try {
            Path folder = Files.createTempDirectory("nself-test");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey().substring(1));
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            docker("cp", folder + "/.", container + ":/");
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
