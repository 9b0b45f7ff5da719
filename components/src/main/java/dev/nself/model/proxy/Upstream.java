package dev.nself.model.proxy;

import java.util.regex.Pattern;

/**
 * Where a host's requests go. The name is looked up while the proxy runs, so it may be missing at start; a name with
 * several addresses (replicas) is used in turn.
 *
 * @param host container alias, DNS name or IPv4 address, e.g. {@code hasura}
 * @param port 1 to 65535
 * @param encrypted whether it speaks HTTPS, with a certificate of the platform's own authority for {@code host}
 */
public record Upstream(String host, int port, boolean encrypted) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** A service that speaks plain HTTP. */
    public Upstream(String host, int port) {
        this(host, port, false);
    }

    public Upstream {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("upstream.host: not a host name, got " + host
                    + "; allowed: lower case letters, digits, dots and hyphens");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("upstream.port: out of range, got " + port + "; allowed: 1 to 65535");
        }
    }
}
