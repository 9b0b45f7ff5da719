package dev.nself.render;

import dev.nself.model.proxy.Cors;
import dev.nself.model.proxy.HeaderPolicy;
import dev.nself.model.proxy.ProxyPlan;
import dev.nself.model.proxy.Rates;
import dev.nself.model.proxy.TlsVersion;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import java.util.List;
import java.util.Set;

/** Plans of proxies that several tests start from. */
final class Plans {
    private Plans() {}

    /** These hosts with every other setting as it is by default. */
    static ProxyPlan of(VirtualHost... hosts) {
        return new ProxyPlan(
                443, Rates.defaults(), List.of(), Set.of(TlsVersion.TLS_1_3), List.of(), List.of(hosts));
    }

    static ProxyPlan withHosts(ProxyPlan plan, List<VirtualHost> hosts) {
        return new ProxyPlan(
                plan.publicHttpsPort(),
                plan.rates(),
                plan.corsOrigins(),
                plan.tlsVersions(),
                plan.trustedProxies(),
                hosts);
    }

    /** A host for every service of the platform, and one custom service with websockets. */
    static ProxyPlan full() {
        return new ProxyPlan(
                443,
                Rates.defaults(),
                List.of("https://app.example.com", "https://*.example.com", "http://localhost:*"),
                Set.of(TlsVersion.TLS_1_3),
                List.of(),
                List.of(
                        VirtualHost.of("api.example.com", new Upstream("hasura", 8080), Zone.API)
                                .withWebsocket()
                                .denying("/v1/metadata", "/v1/query", "/v2/query", "/v1alpha1", "/console"),
                        VirtualHost.of("auth.example.com", new Upstream("auth", 4000), Zone.AUTH),
                        VirtualHost.of("storage.example.com", new Upstream("storage", 9000), Zone.UPLOADS)
                                .withHeaders(HeaderPolicy.OBJECTS)
                                .withCors(Cors.PROXY)
                                .withBodyMiB(5120),
                        VirtualHost.of("storage-console.example.com", new Upstream("storage", 9001), Zone.GENERAL)
                                .withHeaders(HeaderPolicy.STORAGE_CONSOLE)
                                .withWebsocket(),
                        VirtualHost.of("functions.example.com", new Upstream("functions", 3000), Zone.FUNCTIONS)
                                .withHeaders(HeaderPolicy.SERVICE)
                                .withCors(Cors.PROXY),
                        VirtualHost.of("admin.example.com", new Upstream("admin", 3021), Zone.GENERAL)
                                .withHeaders(HeaderPolicy.ADMIN_UI),
                        VirtualHost.of("mail.example.com", new Upstream("mailpit", 8025), Zone.GENERAL)
                                .withHeaders(HeaderPolicy.MAILPIT_UI)
                                .withWebsocket(),
                        VirtualHost.of("chat.example.com", new Upstream("cs-chat", 8001), Zone.GENERAL)
                                .withHeaders(HeaderPolicy.SERVICE)
                                .withCors(Cors.PROXY)
                                .withWebsocket()));
    }
}
