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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NginxConfigTest {
    private static final VirtualHost API =
            VirtualHost.of("api.example.com", new Upstream("hasura", 8080), Zone.API);
    private static final VirtualHost STORAGE = VirtualHost.of(
                    "storage.example.com", new Upstream("storage", 9000), Zone.UPLOADS)
            .withHeaders(HeaderPolicy.OBJECTS)
            .withCors(Cors.PROXY)
            .withBodyMiB(1024);

    @Test
    void rendersAWholeProxy() {
        Golden.assertSame("nginx", NginxConfig.render(Plans.full()));
    }

    @Test
    void rendersTheSameBytesWhateverTheOrderOfHosts() {
        List<VirtualHost> backwards = new ArrayList<>(Plans.full().hosts());
        Collections.reverse(backwards);

        assertThat(NginxConfig.render(Plans.withHosts(Plans.full(), backwards)))
                .isEqualTo(NginxConfig.render(Plans.full()));
    }

    @Test
    void passesChallengesOfAnAuthorityOnToItsClientAndShowsTheCertificateThatItBrings() {
        ProxyPlan plan = new ProxyPlan(443, Rates.defaults(), List.of(), Set.of(TlsVersion.TLS_1_3), List.of(), List.of(API),
                Optional.of(new Upstream("acme", 5002)));

        assertThat(main(plan))
                .contains("ssl_certificate /tmp/certificate.pem;", "ssl_certificate_key /tmp/certificate.pem;")
                .contains("""
                        location ^~ /.well-known/acme-challenge/ {
                            set $nself_upstream acme;
                            proxy_set_header Host $host;
                            proxy_pass http://$nself_upstream:5002;
                        }
                """);
        assertThat(main(Plans.of(API)))
                .contains("ssl_certificate /etc/nself/tls/fullchain.pem;", "ssl_certificate_key /etc/nself/tls/privkey.pem;")
                .doesNotContain("acme");
    }

    @Test
    void speaksOnlyTls13UnlessToldOtherwise() {
        assertThat(main(Plans.of(API))).contains("ssl_protocols TLSv1.3;").doesNotContain("ssl_ciphers");
    }

    @Test
    void speaksTls12WithForwardSecretCiphersOnly() {
        ProxyPlan plan = new ProxyPlan(
                443,
                Rates.defaults(),
                List.of(),
                Set.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2),
                List.of(),
                List.of(API));

        assertThat(main(plan)).contains("ssl_protocols TLSv1.2 TLSv1.3;").containsPattern("ssl_ciphers (ECDHE-[A-Z0-9-]+:?)+;");
    }

    @Test
    void namesThePublicPortInRedirectsUnlessItIs443() {
        assertThat(main(Plans.of(API))).contains("return 308 https://$host$request_uri;");
        assertThat(main(new ProxyPlan(
                        9443, Rates.defaults(), List.of(), Set.of(TlsVersion.TLS_1_3), List.of(), List.of(API))))
                .contains("return 308 https://$host:9443$request_uri;");
    }

    @Test
    void looksUpstreamsUpWhileRunning() {
        assertThat(host(API)).contains("set $nself_upstream hasura;").contains("proxy_pass http://$nself_upstream:8080;");
    }

    @Test
    void countsOnlyWritesToStorage() {
        assertThat(main(Plans.of(STORAGE))).contains("limit_req_zone $nself_writer zone=nself_uploads:2m");
        assertThat(host(STORAGE)).contains("limit_req zone=nself_uploads");
    }

    @ParameterizedTest
    @EnumSource(Zone.class)
    void countsPerTokenWhereTokensAreUsers(Zone zone) {
        boolean users = zone == Zone.API || zone == Zone.FUNCTIONS;
        String block = host(VirtualHost.of("a.example.com", new Upstream("a", 80), zone));

        assertThat(block.contains("limit_req zone=nself_user")).isEqualTo(users);
    }

    @Test
    void leavesTheBurstOutWhenThereIsNone() {
        Rate strict = new Rate(6, 0);
        Rates rates = new Rates(strict, strict, strict, strict, strict, strict);
        ProxyPlan plan = new ProxyPlan(443, rates, List.of(), Set.of(TlsVersion.TLS_1_3), List.of(), List.of(API));

        assertThat(NginxConfig.render(plan).get("/etc/nginx/nself/hosts/api.example.com.conf"))
                .contains("limit_req zone=nself_api;")
                .contains("add_header Retry-After 10 always;");
    }

    @Test
    void streamsUploadsAndLeavesObjectsAsTheyAre() {
        assertThat(host(STORAGE))
                .contains("proxy_request_buffering off;", "gzip off;", "client_max_body_size 1024m;");
        assertThat(host(API)).doesNotContain("proxy_request_buffering").contains("gzip on;", "client_max_body_size 10m;");
    }

    @Test
    void upgradesOnlyWhereWebsocketsAreWanted() {
        assertThat(host(API.withWebsocket())).contains("location @websocket", "proxy_read_timeout 3600s;");
        assertThat(host(API)).doesNotContain("websocket;", "3600s");
    }

    @Test
    void closesDeniedPathsAndWhatIsBelow() {
        assertThat(host(API.denying("/v1/metadata", "/v1.1/x")))
                .contains("location ~ ^(?:/v1/metadata|/v1\\.1/x)(?:/|$) {");
    }

    @Test
    void answersCrossOriginQuestionsWhereTheServiceDoesNot() {
        assertThat(host(STORAGE)).contains("cors-proxy.conf", "cors-hidden.conf", "if ($nself_preflight)");
        assertThat(host(API)).contains("cors-service.conf").doesNotContain("cors-hidden.conf", "if ($nself_preflight)");
    }

    @Test
    void keepsTheContentPolicyOfAServiceThatSendsOne() {
        VirtualHost custom = VirtualHost.of("shop.example.com", new Upstream("cs-shop", 8001), Zone.GENERAL)
                .withHeaders(HeaderPolicy.SERVICE);

        assertThat(host(custom)).doesNotContain("proxy_hide_header Content-Security-Policy");
        assertThat(host(API)).contains("proxy_hide_header Content-Security-Policy");
    }

    @Test
    void matchesOriginsWithWildcardsWholly() {
        ProxyPlan plan = new ProxyPlan(
                443,
                Rates.defaults(),
                List.of("https://app.example.com", "https://*.example.com", "http://localhost:*"),
                Set.of(TlsVersion.TLS_1_3),
                List.of(),
                List.of(API));

        assertThat(main(plan))
                .contains("\"https://app.example.com\" $http_origin;")
                .contains("\"~^https://([a-z0-9-]+\\.)+example\\.com$\" $http_origin;")
                .contains("\"~^http://localhost(:[0-9]+)?$\" $http_origin;");
    }

    @Test
    void believesForwardedAddressesOfTrustedProxiesOnly() {
        ProxyPlan behindBalancer = new ProxyPlan(
                443,
                Rates.defaults(),
                List.of(),
                Set.of(TlsVersion.TLS_1_3),
                List.of("10.0.0.0/24"),
                List.of(API));

        assertThat(main(behindBalancer)).contains("set_real_ip_from 10.0.0.0/24;", "real_ip_header X-Forwarded-For;");
        assertThat(main(Plans.of(API))).doesNotContain("real_ip");
    }

    @Test
    void logsNoQueryRefererOrToken() {
        String format = main(Plans.of(API)).lines()
                .dropWhile(line -> !line.contains("log_format"))
                .takeWhile(line -> !line.contains("access_log"))
                .reduce("", String::concat);

        assertThat(format)
                .contains("$uri")
                .doesNotContain("$request\"", "$request_uri", "$args", "$http_referer", "$http_authorization", "$http_cookie");
    }

    private static String main(ProxyPlan plan) {
        return NginxConfig.render(plan).get("/etc/nginx/nginx.conf");
    }

    private static String host(VirtualHost host) {
        return NginxConfig.render(Plans.of(host)).get("/etc/nginx/nself/hosts/" + host.name() + ".conf");
    }
}
