package dev.nself.policies.types.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A virtual server.
 *
 * @param scope its block
 */
public record Server(Scope scope) {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?\\.[a-z0-9-]*[a-z][a-z0-9-]*");

    /** Where it listens. */
    public List<Listen> listens() {
        // Gone since 1.25.1: it made every port of the server speak TLS.
        boolean sslOn = scope.one("ssl").filter(ssl -> ssl.has("on")).isPresent();
        List<Listen> listens = scope.own("listen").stream().map(listen -> Listen.of(listen, sslOn)).toList();
        return listens.isEmpty() ? List.of(Listen.unsaid(scope.block(), sslOn)) : listens;
    }

    /** Whether it answers over TLS; one that refuses every handshake answers nobody. */
    public boolean speaksTls() {
        boolean refuses = scope.one("ssl_reject_handshake").filter(reject -> reject.has("on")).isPresent();
        return !refuses && listens().stream().anyMatch(Listen::tls);
    }

    /** The names it answers to, in lower case: also {@code _}, wildcards and patterns. */
    public List<String> names() {
        return scope.own("server_name").stream()
                .flatMap(directive -> directive.arguments().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The names that one host has: no wildcard, pattern, variable or address, nothing without a dot. */
    public List<String> hosts() {
        return names().stream().filter(name -> HOST.matcher(name).matches()).toList();
    }

    /** Whether it answers to this host: by name, by wildcard ({@code *.a.com}, {@code .a.com}), by pattern, or to all. */
    public boolean answers(String host) {
        boolean takesTheRest = names().isEmpty() || listens().stream()
                .anyMatch(listen -> listen.directive().has("default_server") || listen.directive().has("default"));
        return takesTheRest || names().stream().anyMatch(name -> name.equals(host)
                || name.startsWith("*.") && host.endsWith(name.substring(1))
                || name.startsWith(".") && (host.endsWith(name) || host.equals(name.substring(1)))
                || name.endsWith(".*") && host.startsWith(name.substring(0, name.length() - 1))
                || name.startsWith("~"));
    }

    /** Its block and all locations that requests can end in. */
    public List<Scope> scopes() {
        List<Scope> all = new ArrayList<>(List.of(scope));
        all.addAll(scope.locations());
        return all;
    }

    /** The places that hand requests to other programs. */
    public List<Scope> passing() {
        return scope.locations().stream().filter(location -> location.pass().isPresent()).toList();
    }

    /**
     * The program that a place hands its requests to, for example {@code prometheus} for
     * {@code proxy_pass http://$up:9090} after {@code set $up prometheus}; empty where only a request tells.
     */
    public Optional<String> target(Scope place) {
        return place.pass()
                .map(pass -> pass.argument(0).replaceFirst("^[a-z]+://", "").replaceFirst("[/:?].*", ""))
                .flatMap(target -> target.startsWith("$") ? variable(place, target) : Optional.of(target))
                .filter(target -> !target.contains("$"))
                .map(target -> target.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> variable(Scope scope, String name) {
        return scope.own("set").stream()
                .filter(set -> set.argument(0).equals(name)).map(set -> set.argument(1)).findFirst()
                .or(() -> scope.outer().flatMap(outer -> variable(outer, name)))
                // A variable may hold the scheme and the port too.
                .map(target -> target.replaceFirst("^[a-z]+://", "").replaceFirst("[/:?].*", ""));
    }
}
