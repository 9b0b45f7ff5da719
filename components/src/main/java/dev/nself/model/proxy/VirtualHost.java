package dev.nself.model.proxy;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One public host and the service behind it.
 *
 * @param name full host name, lower case, e.g. {@code api.example.com}
 * @param upstream the service
 * @param zone the rate limit
 * @param headers the security headers
 * @param cors who answers cross-origin questions
 * @param bodyMiB largest request body in MiB, 1 to 1,048,576
 * @param websocket whether connections may be upgraded; those have time-outs of an hour of silence and a limit of
 *     their own
 * @param deniedPaths paths that answer 403, with everything below them, e.g. {@code /v1/metadata}
 */
public record VirtualHost(
        String name,
        Upstream upstream,
        Zone zone,
        HeaderPolicy headers,
        Cors cors,
        int bodyMiB,
        boolean websocket,
        List<String> deniedPaths) {
    /** 250 and not the 253 that DNS allows, since the host's file is called after it. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,250}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    public VirtualHost {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("host.name: not a full host name, got " + name
                    + "; allowed: lower case labels with dots between, e.g. api.example.com");
        }
        Objects.requireNonNull(upstream, "upstream");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(cors, "cors");
        if (bodyMiB < 1 || bodyMiB > 1_048_576) {
            throw new IllegalArgumentException(
                    name + ".bodyMiB: out of range, got " + bodyMiB + "; allowed: 1 to 1048576");
        }
        deniedPaths = List.copyOf(deniedPaths);
        for (String path : deniedPaths) {
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException(name + ".deniedPaths: not a path, got " + path
                        + "; allowed: segments of letters, digits and ._~- after slashes, e.g. /v1/metadata");
            }
        }
    }

    /** Defines a host with the rules of its zone: strict headers, the service's own CORS, 10 MiB, no websockets. */
    public static VirtualHost of(String name, Upstream upstream, Zone zone) {
        return new VirtualHost(name, upstream, zone, HeaderPolicy.STRICT, Cors.SERVICE, 10, false, List.of());
    }

    /** The same host with these security headers. */
    public VirtualHost withHeaders(HeaderPolicy policy) {
        return new VirtualHost(name, upstream, zone, policy, cors, bodyMiB, websocket, deniedPaths);
    }

    /** The same host with cross-origin questions answered by this party. */
    public VirtualHost withCors(Cors answeredBy) {
        return new VirtualHost(name, upstream, zone, headers, answeredBy, bodyMiB, websocket, deniedPaths);
    }

    /** The same host with this limit for a request body, in MiB. */
    public VirtualHost withBodyMiB(int limit) {
        return new VirtualHost(name, upstream, zone, headers, cors, limit, websocket, deniedPaths);
    }

    /** The same host with websockets. */
    public VirtualHost withWebsocket() {
        return new VirtualHost(name, upstream, zone, headers, cors, bodyMiB, true, deniedPaths);
    }

    /** The same host with these paths closed. */
    public VirtualHost denying(String... paths) {
        return new VirtualHost(name, upstream, zone, headers, cors, bodyMiB, websocket, List.of(paths));
    }
}
