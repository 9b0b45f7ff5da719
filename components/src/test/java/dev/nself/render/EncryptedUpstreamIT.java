package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A service that speaks HTTPS behind the real nginx: it is asked when its certificate is right, and only then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedUpstreamIT {
    private static final String SERVER = """
            pid /tmp/nginx.pid;
            events {}
            http {
                client_body_temp_path /tmp/b; proxy_temp_path /tmp/p; fastcgi_temp_path /tmp/f;
                uwsgi_temp_path /tmp/u; scgi_temp_path /tmp/s;
                server {
                    listen 8443 ssl;
                    ssl_certificate /etc/nself/tls/fullchain.pem;
                    ssl_certificate_key /etc/nself/tls/privkey.pem;
                    location / { return 200 "over $ssl_protocol to $ssl_server_name"; }
                }
            }
            """;

    private RunningNginx nginx;
    private String image;

    @BeforeAll
    void start() {
        image = DockerCommand.imageOf("nginx");
        nginx = RunningNginx.network("nself.example");
        nginx.start(image, Plans.of(
                VirtualHost.of("good.nself.example", new Upstream("store.nself.example", 8443, true), Zone.GENERAL),
                VirtualHost.of("bad.nself.example", new Upstream("imposter.nself.example", 8443, true), Zone.GENERAL)));
        serve("store", nginx.certificate());
        serve("imposter", TestCertificate.of("nself.example"));
    }

    @AfterAll
    void stop() {
        if (nginx != null) {
            DockerCommand.run("rm", "-f", "-v", nginx.name() + "-store", nginx.name() + "-imposter");
            nginx.close();
        }
    }

    @Test
    void is_asked_by_its_name() throws IOException {
        Answer answer = nginx.https("good.nself.example", "GET / HTTP/1.1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("over TLSv1.3 to store.nself.example");
    }

    @Test
    void is_not_asked_with_a_certificate_of_another_authority() throws IOException {
        Answer answer = nginx.https("bad.nself.example", "GET / HTTP/1.1");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).doesNotContain("over TLS");
        // It does answer whoever does not look.
        assertThat(DockerCommand.succeed("exec", nginx.name(), "curl", "-sk", "https://imposter.nself.example:8443/"))
                .contains("over TLS");
        assertThat(DockerCommand.run("exec", nginx.name(), "curl", "-sS", "--cacert", "/etc/nself/ca.pem",
                "https://imposter.nself.example:8443/").output()).contains("certificate");
    }

    private void serve(String name, TestCertificate certificate) {
        String container = nginx.name() + "-" + name;
        DockerCommand.succeed("create", "--name", container, "--network", nginx.name(),
                "--network-alias", name + ".nself.example", "--user", "101:101", image);
        Map<String, String> files = new TreeMap<>(certificate.files());
        files.put("/etc/nginx/nginx.conf", SERVER);
        DockerCommand.upload(container, files);
        DockerCommand.succeed("start", container);
        DockerCommand.succeed("exec", nginx.name(), "curl", "-sk", "--retry", "20", "--retry-delay", "1", "--retry-connrefused",
                "https://" + name + ".nself.example:8443/");
    }
}
