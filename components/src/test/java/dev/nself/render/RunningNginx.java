package dev.nself.render;

import dev.nself.model.proxy.ProxyPlan;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The real nginx with a plan's files, confined as the platform confines it, on a network of its own. */
final class RunningNginx implements Closeable {
    private final String name = "nself-test-render-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestCertificate certificate;
    private int httpPort;
    private int httpsPort;

    private RunningNginx(TestCertificate certificate) {
        this.certificate = certificate;
    }

    /** A network and nothing in it yet: where the services are must be known before the plan. */
    static RunningNginx network(String domain) {
        RunningNginx nginx = new RunningNginx(TestCertificate.of(domain));
        DockerCommand.succeed("network", "create", nginx.name);
        return nginx;
    }

    String name() {
        return name;
    }

    /** What it shows, and what it trusts in others. */
    TestCertificate certificate() {
        return certificate;
    }

    /** This machine as containers of the network see it. */
    String hostAddress() {
        return System.getProperty("os.name").equals("Linux")
                ? DockerCommand.succeed(
                        "network", "inspect", name, "--format", "{{(index .IPAM.Config 0).Gateway}}")
                : "host.docker.internal";
    }

    void start(String image, ProxyPlan plan) {
        DockerCommand.succeed(
                "create", "--name", name, "--network", name, "--user", "101:101", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges", "--memory", "128m", "--pids-limit", "100",
                "-p", "127.0.0.1::" + NginxConfig.HTTP_PORT, "-p", "127.0.0.1::" + NginxConfig.HTTPS_PORT, image);
        DockerCommand.upload(name, files(plan, certificate));
        DockerCommand.succeed("start", name);
        httpPort = publishedPort(NginxConfig.HTTP_PORT);
        httpsPort = publishedPort(NginxConfig.HTTPS_PORT);
        awaitHealth();
    }

    /** Everything that nginx reads. */
    static Map<String, String> files(ProxyPlan plan, TestCertificate certificate) {
        Map<String, String> files = new TreeMap<>(NginxConfig.render(plan));
        files.putAll(certificate.files());
        files.put("/etc/nself/ca.pem", certificate.files().get(NginxConfig.CERTIFICATE));
        return files;
    }

    private int publishedPort(int port) {
        String address = DockerCommand.succeed("port", name, port + "/tcp").lines().findFirst().orElseThrow();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private void awaitHealth() {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                if (http("GET /health HTTP/1.1", "Host: 127.0.0.1").status() == 200) {
                    return;
                }
                Thread.sleep(100);
            } catch (IOException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("nginx did not come up:\n" + log());
    }

    /** Asks over plain HTTP. */
    Answer http(String... request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
            return ask(socket, "", request);
        }
    }

    /** Asks over plain HTTP on the port that expects TLS. */
    Answer plainOnHttps(String... request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpsPort)) {
            return ask(socket, "", request);
        }
    }

    /** Asks over TLS; the handshake names the host, and so does the request unless it says otherwise. */
    Answer https(String host, String... request) throws IOException {
        return httpsWithBody(host, "", request);
    }

    Answer httpsWithBody(String host, String body, String... request) throws IOException {
        try (SSLSocket socket = connect(host, List.of("TLSv1.3"))) {
            String[] complete = request;
            if (List.of(request).stream().noneMatch(line -> line.startsWith("Host:"))) {
                complete = Arrays.copyOf(request, request.length + 1);
                complete[request.length] = "Host: " + host;
            }
            return ask(socket, body, complete);
        }
    }

    /** A connection after its handshake, in which the server's certificate was checked against the host. */
    SSLSocket connect(String host, List<String> protocols, String... applicationProtocols) throws IOException {
        SSLSocket socket = (SSLSocket) certificate
                .newClient()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), httpsPort);
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(protocols.toArray(String[]::new));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(applicationProtocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Answer ask(Socket socket, String body, String... request) throws IOException {
        OutputStream out = socket.getOutputStream();
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        String text = String.join("\r\n", request) + "\r\n" + length + "Connection: close\r\n\r\n" + body;
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return Answer.read(socket.getInputStream());
    }

    String log() {
        return DockerCommand.run("logs", name).output();
    }

    @Override
    public void close() {
        DockerCommand.run("rm", "-f", "-v", name, name + "-late");
        DockerCommand.run("network", "rm", name);
    }
}
