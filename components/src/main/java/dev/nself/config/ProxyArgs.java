package dev.nself.config;

import java.util.List;

/**
 * The reverse proxy, the platform's only way in.
 *
 * @param httpPort published port of the redirect to HTTPS and of ACME challenges
 * @param httpsPort published port of everything else
 * @param bind address that the ports are published on; default: {@code 127.0.0.1} on target local, else {@code 0.0.0.0}
 * @param rates requests that one client may make
 * @param bodySizes largest request bodies
 * @param corsOrigins web origins that may call the API; default: the domain and its subdomains
 * @param tlsVersions TLS versions that are offered
 */
public record ProxyArgs(
        @Doc("Published port of the redirect to HTTPS and of ACME challenges") @Range(min = 1, max = 65535)
                Integer httpPort,
        @Doc("Published HTTPS port") @Range(min = 1, max = 65535) Integer httpsPort,
        @Doc("Address to publish on: 127.0.0.1 on target local and 0.0.0.0 elsewhere unless set") String bind,
        @Doc("Requests that one client may make") RatesArgs rates,
        @Doc("Largest request bodies") BodySizesArgs bodySizes,
        @Doc("Web origins that may call the API: the domain and its subdomains unless set") List<String> corsOrigins,
        @Doc("TLS versions that are offered") List<TlsVersion> tlsVersions) {

    public ProxyArgs {
        httpPort = httpPort == null ? Integer.valueOf(80) : httpPort;
        httpsPort = httpsPort == null ? Integer.valueOf(443) : httpsPort;
        rates = rates == null ? RatesArgs.defaults() : rates;
        bodySizes = bodySizes == null ? BodySizesArgs.defaults() : bodySizes;
        corsOrigins = Copies.list(corsOrigins, null);
        tlsVersions = Copies.list(tlsVersions, List.of(TlsVersion.TLS_1_3));
    }

    /** All defaults. */
    public static ProxyArgs defaults() {
        return new ProxyArgs(null, null, null, null, null, null, null);
    }

    /** A copy that publishes other ports. */
    public ProxyArgs withPorts(int http, int https) {
        return new ProxyArgs(http, https, bind, rates, bodySizes, corsOrigins, tlsVersions);
    }

    /** What follows the host in a public address: nothing for port 443, else {@code :<port>}. */
    public String portSuffix() {
        return httpsPort == 443 ? "" : ":" + httpsPort;
    }

    ProxyArgs on(Target target, String domain) {
        var address = bind != null || target == null ? bind : target == Target.LOCAL ? "127.0.0.1" : "0.0.0.0";
        var origins = corsOrigins != null || domain == null || !DomainRules.isDomain(domain)
                ? corsOrigins
                : List.of("https://" + domain + portSuffix(), "https://*." + domain + portSuffix());
        return new ProxyArgs(httpPort, httpsPort, address, rates, bodySizes, origins, tlsVersions);
    }
}
