package dev.nself.policies.types.nginx;

import dev.nself.policies.types.Addresses;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param address empty for every address
 * @param first the port, or the first one of a range
 * @param last the port, or the last one of a range
 * @param tls whether it speaks TLS; QUIC always does
 * @param unix whether it is a socket in the file system, which has no port
 * @param directive where it is said
 */
public record Listen(String address, int first, int last, boolean tls, boolean unix, Directive directive) {

    private static final Pattern PLACE =
            Pattern.compile("(?:(?<address>\\[[^]]*]|[^:\\[\\]]+)(?::|$))?(?<ports>\\d{1,5}(?:-\\d{1,5})?)?");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /** A port that is filled in later, by a template, can be any. */
    private static Listen anyPort(Directive directive, boolean tls) {
        return new Listen("", 0, 65535, tls, false, directive);
    }

    static Listen of(Directive directive, boolean sslOn) {
        String place = directive.argument(0);
        boolean tls = sslOn || directive.has("ssl") || directive.has("quic");
        if (place.startsWith("unix:")) {
            return new Listen("", 0, 0, tls, true, directive);
        }
        Matcher ports = PORTS.matcher(place);
        if (ports.matches()) {
            return at("", place, tls, directive);
        }
        Matcher matcher = PLACE.matcher(place);
        if (place.contains("$") || !matcher.matches()) {
            return anyPort(directive, tls);
        }
        String address = matcher.group("address") == null ? "" : matcher.group("address");
        return at(address.equals("*") ? "" : address, matcher.group("ports") == null ? "80" : matcher.group("ports"),
                tls, directive);
    }

    /** A server that does not say where listens on port 80. */
    static Listen unsaid(Directive server, boolean tls) {
        return at("", "80", tls, server);
    }

    private static Listen at(String address, String ports, boolean tls, Directive directive) {
        Matcher matcher = PORTS.matcher(ports);
        if (!matcher.matches()) {
            return anyPort(directive, tls);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        return new Listen(address, first, last, tls, false, directive);
    }

    /** Whether only programs on the same machine or in the same container reach it. */
    public boolean isLocal() {
        return unix || Addresses.isLoopback(address);
    }
}
