package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.proxy.Cors;
import dev.nself.model.proxy.HeaderPolicy;
import dev.nself.model.proxy.ProxyPlan;
import dev.nself.model.proxy.Rate;
import dev.nself.model.proxy.Rates;
import dev.nself.model.proxy.TlsVersion;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code nginx -t} takes every variant without a warning. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxSyntaxIT {
    private String image;
    private TestCertificate certificate;

    @BeforeAll
    void findNginx() {
        image = DockerCommand.imageOf("nginx");
        certificate = TestCertificate.of("example.com");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void takes(String variant, ProxyPlan plan) {
        String container = "nself-test-render-syntax-" + UUID.randomUUID().toString().substring(0, 8);
        DockerCommand.succeed(
                "create", "--name", container, "--network", "none", "--user", "101:101", "--cap-drop", "ALL", image,
                "nginx", "-e", "stderr", "-t");
        try {
            DockerCommand.upload(container, RunningNginx.files(plan, certificate));
            DockerCommand.Result result = DockerCommand.run("start", "-a", container);

            assertThat(result.output()).contains("syntax is ok", "test is successful").doesNotContain("[warn]", "[alert]");
            assertThat(result.exit()).isZero();
        } finally {
            DockerCommand.run("rm", "-f", container);
        }
    }

    static Stream<Arguments> variants() {
        ProxyPlan full = Plans.full();
        List<Arguments> variants = new ArrayList<>();
        variants.add(Arguments.of("every host, TLS 1.3", full));
        variants.add(Arguments.of("TLS 1.2 and 1.3", with(full, 443, Set.of(TlsVersion.values()), List.of())));
        variants.add(Arguments.of("TLS 1.2 alone", with(full, 443, Set.of(TlsVersion.TLS_1_2), List.of())));
        variants.add(Arguments.of(
                "odd ports behind a load balancer",
                with(full, 9443, Set.of(TlsVersion.TLS_1_3), List.of("10.0.0.5", "10.1.0.0/16", "fd00::/8"))));
        for (VirtualHost left : full.hosts()) {
            List<VirtualHost> rest = full.hosts().stream().filter(host -> host != left).toList();
            variants.add(Arguments.of("without " + left.name(), Plans.withHosts(full, rest)));
        }
        for (HeaderPolicy policy : HeaderPolicy.values()) {
            VirtualHost host = VirtualHost.of("api.example.com", new Upstream("10.0.0.7", 1), Zone.API).withHeaders(policy);
            variants.add(Arguments.of("headers " + policy + ", nothing else", Plans.of(host)));
        }
        variants.add(Arguments.of("ten custom services", Plans.withHosts(full, tenCustomServices())));
        variants.add(Arguments.of("no bursts, longest host", strictest()));
        return variants.stream();
    }

    private static List<VirtualHost> tenCustomServices() {
        return IntStream.rangeClosed(1, 10)
                .mapToObj(number -> VirtualHost.of(
                                "cs-" + number + ".example.com", new Upstream("cs-" + number, 65526 + number - 1), Zone.GENERAL)
                        .withHeaders(HeaderPolicy.SERVICE)
                        .withCors(number % 2 == 0 ? Cors.PROXY : Cors.SERVICE)
                        .withBodyMiB(number))
                .map(host -> host.bodyMiB() % 3 == 0 ? host.withWebsocket() : host)
                .toList();
    }

    private static ProxyPlan strictest() {
        Rate once = new Rate(1, 0);
        String label = "a".repeat(63);
        VirtualHost longest = VirtualHost.of(
                        String.join(".", label, label, label, "b".repeat(46), "example.com"),
                        new Upstream("hasura", 65535),
                        Zone.API)
                .denying("/v1/metadata", "/v1alpha1/pg_dump", "/a.b~c-d");
        return new ProxyPlan(
                1, new Rates(once, once, once, once, once, once), List.of("https://" + longest.name() + ":65535"), Set.of(TlsVersion.TLS_1_3), List.of(),
                List.of(longest));
    }

    private static ProxyPlan with(ProxyPlan plan, int port, Set<TlsVersion> versions, List<String> trustedProxies) {
        return new ProxyPlan(port, plan.rates(), plan.corsOrigins(), versions, trustedProxies, plan.hosts());
    }
}
