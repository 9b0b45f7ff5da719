package dev.nself.offline.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.ResourceFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where an engine is and how it is reached: the host, ssh options and TLS material of the plugin's configuration.
 *
 * @param host {@code unix:///path}, {@code tcp://name:port}, {@code https://name:port} or {@code ssh://user@name:port}
 * @param config all of the configuration
 */
record Connection(String host, Values config) {

    private static final String LOCAL = "unix:///var/run/docker.sock";
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 64;

    /** The connection that a configuration asks for; without a host, {@code DOCKER_HOST} or the local socket. */
    static Connection of(Values config) {
        String host = config.text("host");
        if (host.isEmpty()) {
            host = System.getenv().getOrDefault("DOCKER_HOST", "");
        }
        return new Connection(host.isEmpty() ? LOCAL : host, config);
    }

    DockerEngine open() {
        return new DockerEngine(host, transport());
    }

    private DockerHttpClient transport() {
        String scheme = host.contains("://") ? host.substring(0, host.indexOf("://")).toLowerCase(Locale.ROOT) : "";
        return switch (scheme) {
            case "unix" -> http(URI.create(host), null);
            case "tcp", "http", "https" -> http(overTcp(), tls());
            case "ssh" -> http(SshTunnel.open(URI.create(host), config.texts("sshOpts")).socket(), null);
            default -> throw new ResourceFailure("docker:host: no address of a Docker engine, got " + host
                    + "; allowed: unix:///path, tcp://name:port, https://name:port, ssh://user@name");
        };
    }

    private URI overTcp() {
        URI given = URI.create(host);
        return URI.create("tcp://" + given.getHost() + ":" + (given.getPort() < 0 ? 2375 : given.getPort()));
    }

    private SSLConfig tls() {
        TlsMaterial material = TlsMaterial.of(config);
        return material.isEmpty() ? null : material::context;
    }

    private static DockerHttpClient http(URI address, SSLConfig tls) {
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(address)
                .sslConfig(tls)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .build();
    }
}
