package dev.nself.policies.tls;

import dev.nself.policies.types.Addresses;
import dev.nself.policies.types.nginx.Directive;
import dev.nself.policies.types.nginx.Listen;
import dev.nself.policies.types.nginx.Nginx;
import dev.nself.policies.types.nginx.Scope;
import dev.nself.policies.types.nginx.Server;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a server does on a port without TLS besides redirecting. Answers to ACME challenges, refusals and fixed
 * texts such as {@code ok} give nothing away.
 */
final class PlainServer {

    private static final String FIX = "answer with: return 308 https://$host$request_uri";

    /** Conditions that every request without TLS meets, without blanks. */
    private static final Set<String> WITHOUT_TLS =
            Set.of("$scheme=http", "$scheme!=https", "$https!=on", "$https=", "$ssl_protocol=",
            "$server_port=80", "$server_port!=443", "$http_x_forwarded_proto!=https");

    private static final Set<String> EVERYTHING =
            Set.of("^", "^/", "/", ".*", "^.*", "^.*$", "(.*)", "^(.*)", "^(.*)$", "^/(.*)", "^/(.*)$");

    private final Server server;
    private final Listen listen;
    private final Verdict verdict;

    PlainServer(Server server, Listen listen, Verdict verdict) {
        this.server = server;
        this.listen = listen;
        this.verdict = verdict;
    }

    void check() {
        Scope scope = server.scope();
        Answer answer = answer(scope);
        if (answer == Answer.REDIRECT || answer == Answer.REFUSAL || isClosed(scope)) {
            return;
        }
        if (answer != Answer.NONE) {
            violation(ending(scope).orElseThrow(), answer);
            return;
        }
        List<Scope> locations = scope.locations();
        locations.stream().filter(location -> !isHarmless(location))
                .forEach(location -> violation(location.block(), answer(location)));
        if (locations.stream().anyMatch(PlainServer::takesEverything)) {
            return;
        }
        if (scope.own("include").isEmpty()) {
            verdict.violation(listen.directive().value(),
                    "must do nothing but redirect to https, but serves paths that no location takes", FIX);
        } else {
            scope.unseen().ifPresent(include -> Nginx.tellUnseen(include, verdict));
        }
    }

    private void violation(Directive place, Answer answer) {
        verdict.violation(place.value(), answer == Answer.TEMPORARY
                ? "must redirect for good, with 301 or 308: browsers ask in plain again after any other"
                : "must do nothing but redirect to https, since the port is public and has no TLS", FIX);
    }

    private enum Answer {
        NONE,
        REDIRECT,
        TEMPORARY,
        REFUSAL,
        TEXT
    }

    private boolean isHarmless(Scope location) {
        Answer answer = answer(location);
        return answer == Answer.REDIRECT
                || answer == Answer.REFUSAL
                || answer == Answer.TEXT && !takesEverything(location)
                || location.path().contains("well-known/")
                || location.isInternal() && location.pass().isEmpty()
                || isClosed(location);
    }

    private Answer answer(Scope scope) {
        if (scope.own("if").stream().anyMatch(this::redirectsWithoutTls)) {
            return Answer.REDIRECT;
        }
        return ending(scope).map(PlainServer::answer).orElse(Answer.NONE);
    }

    /** The first statement that ends every request. */
    private static Optional<Directive> ending(Scope scope) {
        return scope.block().block().stream()
                .filter(directive -> directive.name().equals("return")
                        || directive.name().equals("rewrite") && EVERYTHING.contains(directive.argument(0))
                                && directive.argument(1).contains("://"))
                .findFirst();
    }

    private static Answer answer(Directive ending) {
        boolean rewrite = ending.name().equals("rewrite");
        String code = rewrite ? ending.has("permanent") ? "301" : "302" : ending.argument(0);
        String text = rewrite || ending.arguments().size() > 1 ? ending.argument(1) : ending.argument(0);
        if (!rewrite && code.matches("[45]\\d\\d")) {
            return Answer.REFUSAL;
        }
        if (text.startsWith("https:")) {
            return code.equals("301") || code.equals("308") ? Answer.REDIRECT : Answer.TEMPORARY;
        }
        return code.matches("2\\d\\d") ? Answer.TEXT : Answer.NONE;
    }

    private boolean redirectsWithoutTls(Directive condition) {
        String asked = String.join("", condition.arguments()).replaceAll("[()\\s]", "");
        return (WITHOUT_TLS.contains(asked) || asked.equals("$server_port=" + listen.first()))
                && ending(new Scope(condition, Optional.empty())).map(PlainServer::answer)
                        .filter(Answer.REDIRECT::equals).isPresent();
    }

    /** Open to the machine itself and to private addresses only. */
    private static boolean isClosed(Scope scope) {
        return scope.nearest("deny").stream().anyMatch(deny -> deny.has("all"))
                && scope.nearest("allow").stream().allMatch(allow -> Addresses.isPrivate(allow.argument(0)));
    }

    private static boolean takesEverything(Scope location) {
        return !location.block().has("=") && EVERYTHING.contains(location.path());
    }
}
