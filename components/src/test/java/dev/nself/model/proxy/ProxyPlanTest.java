package dev.nself.model.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPlanTest {
    private static final VirtualHost API =
            VirtualHost.of("api.example.com", new Upstream("hasura", 8080), Zone.API);

    @ParameterizedTest
    @ValueSource(strings = {
        "https://app.example.com", "https://*.example.com", "http://localhost:*", "http://127.0.0.1:3000"
    })
    void takesOrigins(String origin) {
        assertThat(plan(List.of(origin), API).corsOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "*", "https://*", "app.example.com", "https://app.example.com/", "https://a b", "https://x\";}", "null"
    })
    void refusesWhatIsNoOrigin(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(List.of(origin), API))
                .withMessage("proxy.corsOrigins: not an origin, got " + origin + "; allowed: https://app.example.com,"
                        + " https://*.example.com, http://localhost:*; a bare * is refused, since credentials are"
                        + " allowed");
    }

    @Test
    void refusesTwoServicesOnOneHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(List.of(), API, API))
                .withMessage("proxy.hosts: two services want one host, got api.example.com; allowed: each host once;"
                        + " give one of them another route");
    }

    @Test
    void refusesAProxyWithoutHosts() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(List.of())).withMessageStartingWith("proxy.hosts: empty");
    }

    @Test
    void tellsTlsVersionsInOneOrder() {
        ProxyPlan plan = new ProxyPlan(
                443, Rates.defaults(), List.of(), Set.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2), List.of(), List.of(API));

        assertThat(plan.tlsVersions()).containsExactly(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);
    }

    @Test
    void refusesNoTlsVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyPlan(443, Rates.defaults(), List.of(), Set.of(), List.of(), List.of(API)))
                .withMessageStartingWith("proxy.tlsVersions: empty");
    }

    @Test
    void refusesAPublicPortOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyPlan(
                        0, Rates.defaults(), List.of(), Set.of(TlsVersion.TLS_1_3), List.of(), List.of(API)))
                .withMessage("proxy.publicHttpsPort: out of range, got 0; allowed: 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8; deny all", "lb.example.com", ""})
    void refusesATrustedProxyThatIsNoAddress(String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyPlan(
                        443, Rates.defaults(), List.of(), Set.of(TlsVersion.TLS_1_3), List.of(range), List.of(API)))
                .withMessageStartingWith("proxy.trustedProxies: not an address or range, got " + range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "API.example.com", "api..example.com", "-a.example.com", "a.example.com; return 200"})
    void refusesAHostThatIsNoFullName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VirtualHost.of(name, new Upstream("hasura", 8080), Zone.API))
                .withMessageStartingWith("host.name: not a full host name, got " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/metadata", "/", "/v1/", "/a b", "/v1/$x", "/(a|b)"})
    void refusesADeniedPathThatIsNoPlainPath(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> API.denying(path))
                .withMessageStartingWith("api.example.com.deniedPaths: not a path, got " + path);
    }

    @Test
    void refusesAnUpstreamOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Upstream("hasura", 70000))
                .withMessage("upstream.port: out of range, got 70000; allowed: 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Upstream("hasura:8080/x", 80))
                .withMessageStartingWith("upstream.host: not a host name, got hasura:8080/x");
    }

    @Test
    void tellsWhenToTryAgain() {
        assertThat(new Rate(6000, 0).retryAfterSeconds()).isEqualTo(1);
        assertThat(new Rate(60, 0).retryAfterSeconds()).isEqualTo(1);
        assertThat(new Rate(50, 0).retryAfterSeconds()).isEqualTo(2);
        assertThat(new Rate(6, 0).retryAfterSeconds()).isEqualTo(10);
        assertThat(new Rate(1, 0).retryAfterSeconds()).isEqualTo(60);
    }

    private static ProxyPlan plan(List<String> origins, VirtualHost... hosts) {
        return new ProxyPlan(443, Rates.defaults(), origins, Set.of(TlsVersion.TLS_1_3), List.of(), List.of(hosts));
    }
}
