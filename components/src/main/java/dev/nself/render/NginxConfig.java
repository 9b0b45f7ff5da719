package dev.nself.render;

import dev.nself.model.proxy.HeaderPolicy;
import dev.nself.model.proxy.ProxyPlan;
import dev.nself.model.proxy.Rate;
import dev.nself.model.proxy.TlsVersion;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import dev.nself.model.service.Acme;
import dev.nself.model.service.ReverseProxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of the reverse proxy, for nginx 1.25.1 or newer run by an ordinary user.
 *
 * <p>It listens on {@link #HTTP_PORT} and {@link #HTTPS_PORT}, reads its certificate from {@link #CERTIFICATE} and
 * {@link #PRIVATE_KEY} (with an ACME client only until that has brought one), writes only below {@code /tmp}, and logs
 * requests to its output as one JSON object a line.
 */
public final class NginxConfig {
    /** Redirects, the health check at {@code /health}, and ACME challenges where an authority asks them. */
    public static final int HTTP_PORT = 8080;

    /** Every host. */
    public static final int HTTPS_PORT = 8443;

    /** PEM, the host's certificate first, then those that signed it. */
    public static final String CERTIFICATE = "/etc/nself/tls/fullchain.pem";

    /** PEM, readable by the user that nginx runs as. */
    public static final String PRIVATE_KEY = "/etc/nself/tls/privkey.pem";

    /** Certificate and private key in one file, so that both change at once; where an ACME client brings them. */
    private static final String PAIR = "/tmp/certificate.pem";

    private static final String MAIN = "/etc/nginx/nginx.conf";
    private static final String FOLDER = "/etc/nginx/nself/";

    /** Forward secret and authenticated ones only, as Mozilla's "intermediate" list has them; TLS 1.3 needs no list. */
    private static final List<String> TLS_1_2_CIPHERS = List.of(
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-CHACHA20-POLY1305",
            "ECDHE-RSA-CHACHA20-POLY1305");

    private NginxConfig() {}

    /** Renders every file: absolute path in the container to content. */
    public static SortedMap<String, String> render(ProxyPlan plan) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(MAIN, main(plan));
        files.put(FOLDER + "proxy.conf", Template.load("nginx/proxy.conf")
                .render(Map.of("publicPort", Integer.toString(plan.publicHttpsPort()))));
        for (String fixed : List.of("errors.conf", "cors-proxy.conf", "cors-service.conf", "cors-hidden.conf", "verified.conf")) {
            files.put(FOLDER + fixed, Template.load("nginx/" + fixed).render());
        }
        for (HeaderPolicy policy : HeaderPolicy.values()) {
            files.put(headersFile(policy), headers(policy));
        }
        for (VirtualHost host : plan.hosts()) {
            files.put(FOLDER + "hosts/" + host.name() + ".conf", NginxHost.render(host, plan));
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /** What starts nginx where an ACME client brings the certificate. */
    static String starter() {
        return Template.load("nginx/proxy.sh").render(Map.of(
                "published", ReverseProxy.ACME_FOLDER + "/" + Acme.PUBLISHED,
                "certificate", PAIR,
                "own", CERTIFICATE + " " + PRIVATE_KEY));
    }

    /** The path of a policy's headers. */
    static String headersFile(HeaderPolicy policy) {
        return FOLDER + "headers/" + policy.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".conf";
    }

    /** An {@code include} of a file of ours. */
    static String include(String file) {
        return "include " + (file.startsWith("/") ? file : FOLDER + file) + ";\n";
    }

    /** What follows the host in a public URL: nothing for 443. */
    static String portSuffix(ProxyPlan plan) {
        return plan.publicHttpsPort() == 443 ? "" : ":" + plan.publicHttpsPort();
    }

    private static String main(ProxyPlan plan) {
        boolean olderTls = plan.tlsVersions().contains(TlsVersion.TLS_1_2);
        return Template.load("nginx/nginx.conf").render(Map.ofEntries(
                Map.entry("certificate", plan.acme().isPresent() ? PAIR : CERTIFICATE),
                Map.entry("challenges", plan.acme().map(NginxConfig::challenges).orElse("")),
                Map.entry("hosts", plan.hosts().stream().map(VirtualHost::name).sorted().collect(Collectors.joining(" "))),
                Map.entry("origins", plan.corsOrigins().stream().map(NginxConfig::origin).collect(Collectors.joining())),
                Map.entry("privateKey", plan.acme().isPresent() ? PAIR : PRIVATE_KEY),
                Map.entry("publicPort", portSuffix(plan)),
                Map.entry("realAddress", realAddress(plan.trustedProxies())),
                Map.entry("serviceCsp", HeaderPolicy.SERVICE.contentSecurityPolicy()),
                Map.entry("tlsCiphers", olderTls ? "ssl_ciphers " + String.join(":", TLS_1_2_CIPHERS) + ";" : ""),
                Map.entry("tlsVersions", plan.tlsVersions().stream().map(NginxConfig::tlsName).collect(Collectors.joining(" "))),
                Map.entry("zones", zones(plan))));
    }

    private static String challenges(Upstream client) {
        return Template.load("nginx/challenges.conf")
                .render(Map.of("client", client.host(), "port", Integer.toString(client.port())));
    }

    private static String tlsName(TlsVersion version) {
        return switch (version) {
            case TLS_1_2 -> "TLSv1.2";
            case TLS_1_3 -> "TLSv1.3";
        };
    }

    /** A line of the map from the browser's origin to the one that is allowed. */
    private static String origin(String allowed) {
        if (!allowed.contains("*")) {
            return "\"" + allowed + "\" $http_origin;\n";
        }
        String pattern = allowed.replace(".", "\\.")
                .replace("*\\.", "([a-z0-9-]+\\.)+")
                .replace(":*", "(:[0-9]+)?");
        return "\"~^" + pattern + "$\" $http_origin;\n";
    }

    private static String realAddress(List<String> trustedProxies) {
        if (trustedProxies.isEmpty()) {
            return "";
        }
        return trustedProxies.stream().map(range -> "set_real_ip_from " + range + ";\n").collect(Collectors.joining())
                + "real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n";
    }

    private static String zones(ProxyPlan plan) {
        StringBuilder lines = new StringBuilder();
        for (Zone zone : Zone.values()) {
            String client = zone == Zone.UPLOADS ? "$nself_writer" : "$binary_remote_addr";
            lines.append(zone(client, zoneName(zone), plan.rates().of(zone)));
        }
        return lines.append(zone("$nself_user", "nself_user", plan.rates().user())).toString();
    }

    /** 2 MiB hold 16,000 clients; then the longest silent are forgotten. All zones fill at most 20 MiB. */
    private static String zone(String key, String name, Rate rate) {
        return "limit_req_zone " + key + " zone=" + name + ":2m rate=" + rate.perMinute() + "r/m;\n";
    }

    /** The name of a zone in nginx. */
    static String zoneName(Zone zone) {
        return "nself_" + zone.name().toLowerCase(Locale.ROOT);
    }

    private static String headers(HeaderPolicy policy) {
        String csp = policy.serviceGoesFirst() ? "$nself_service_csp" : policy.contentSecurityPolicy();
        return Template.load("nginx/headers.conf").render(Map.of("csp", csp, "frameOptions", policy.frameOptions()));
    }
}
