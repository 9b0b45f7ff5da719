package dev.nself.model.proxy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The whole reverse proxy: what it publishes and how.
 *
 * @param publicHttpsPort the port that clients use for HTTPS, 1 to 65535; redirects name it unless it is 443
 * @param rates the limits per zone
 * @param corsOrigins origins whose pages may call hosts with {@link Cors#PROXY}, with credentials:
 *     {@code https://app.example.com}, {@code https://*.example.com} (any one or more labels), {@code
 *     http://localhost:*} (any port); never a bare {@code *}
 * @param tlsVersions at least one; {@link TlsVersion#TLS_1_3} alone is the rule
 * @param trustedProxies addresses or CIDR ranges of load balancers whose {@code X-Forwarded-For} tells the client's
 *     address; empty: the peer is the client
 * @param hosts every public host, at least one, each name once
 * @param acme who answers challenges of an ACME authority and brings the certificate; empty: it lies beside the configuration
 */
public record ProxyPlan(
        int publicHttpsPort,
        Rates rates,
        List<String> corsOrigins,
        Set<TlsVersion> tlsVersions,
        List<String> trustedProxies,
        List<VirtualHost> hosts,
        Optional<Upstream> acme) {
    private static final Pattern ORIGIN =
            Pattern.compile("(?=.{1,270}$)https?://(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:([0-9]{1,5}|\\*))?");
    private static final Pattern RANGE = Pattern.compile("[0-9a-f.:]+(/[0-9]{1,3})?");

    /** A proxy whose certificate lies beside its configuration. */
    public ProxyPlan(int publicHttpsPort, Rates rates, List<String> corsOrigins, Set<TlsVersion> tlsVersions,
                     List<String> trustedProxies, List<VirtualHost> hosts) {
        this(publicHttpsPort, rates, corsOrigins, tlsVersions, trustedProxies, hosts, Optional.empty());
    }

    public ProxyPlan {
        if (publicHttpsPort < 1 || publicHttpsPort > 65535) {
            throw new IllegalArgumentException(
                    "proxy.publicHttpsPort: out of range, got " + publicHttpsPort + "; allowed: 1 to 65535");
        }
        Objects.requireNonNull(rates, "rates");
        corsOrigins = List.copyOf(corsOrigins);
        requireAll(corsOrigins, ORIGIN, "proxy.corsOrigins: not an origin", "https://app.example.com,"
                + " https://*.example.com, http://localhost:*; a bare * is refused, since credentials are allowed");
        trustedProxies = List.copyOf(trustedProxies);
        requireAll(trustedProxies, RANGE, "proxy.trustedProxies: not an address or range", "10.0.0.5, 10.0.0.0/24");
        if (tlsVersions.isEmpty()) {
            throw new IllegalArgumentException("proxy.tlsVersions: empty; allowed: TLS_1_3, TLS_1_2");
        }
        // In the enum's order, so that the order in a stack file changes nothing.
        tlsVersions = Collections.unmodifiableSet(EnumSet.copyOf(tlsVersions));
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("proxy.hosts: empty; allowed: one or more; a proxy needs what to publish");
        }
        Set<String> names = new LinkedHashSet<>();
        for (VirtualHost host : hosts) {
            if (!names.add(host.name())) {
                throw new IllegalArgumentException("proxy.hosts: two services want one host, got " + host.name()
                        + "; allowed: each host once; give one of them another route");
            }
        }
    }

    private static void requireAll(List<String> values, Pattern pattern, String what, String allowed) {
        for (String value : values) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException(what + ", got " + value + "; allowed: " + allowed);
            }
        }
    }
}
