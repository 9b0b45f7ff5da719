package dev.nself.policies.tls;

import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Optional;

/** Routes of the Gateway API that hang on listeners without TLS. */
final class GatewayRoutes {

    private static final String API = "kubernetes:gateway.networking.k8s.io/";
    private static final List<String> GATEWAYS = List.of(API + "v1:Gateway", API + "v1beta1:Gateway");
    private static final List<String> ROUTES = List.of(API + "v1:HTTPRoute", API + "v1beta1:HTTPRoute");

    private static final String FIX =
            "name the listener with TLS in parentRefs[].sectionName, and leave the plain one to a route with"
            + " the filter RequestRedirect: scheme https, statusCode 301";

    private GatewayRoutes() {}

    static void check(Stack stack, Verdict verdict) {
        for (StackResource route : stack.ofType(ROUTES)) {
            verdict.about(route, () -> {
                if (stack.ofType(GATEWAYS).stream().anyMatch(gateway -> hangsInPlain(route, gateway))) {
                    verdict.each(route.get("spec").get("rules"), rule -> rule(rule, verdict));
                }
            });
        }
    }

    private static boolean hangsInPlain(StackResource route, StackResource gateway) {
        List<Value> plain = gateway.get("spec").get("listeners").items().stream()
                .filter(listener -> listener.get("protocol").text().filter("HTTP"::equals).isPresent()).toList();
        return route.get("spec").get("parentRefs").items().stream()
                .filter(parent -> isOf(parent, route, gateway))
                .anyMatch(parent -> plain.stream().anyMatch(listener ->
                        fits(parent.get("sectionName"), listener.get("name"))
                                && fits(parent.get("port"), listener.get("port"))));
    }

    private static boolean isOf(Value parent, StackResource route, StackResource gateway) {
        Optional<String> kind = parent.get("kind").text();
        Value space = gateway.get("metadata").get("namespace");
        Value asked = parent.get("namespace").isAbsent()
                ? route.get("metadata").get("namespace") : parent.get("namespace");
        return kind.filter(name -> !name.equals("Gateway")).isEmpty()
                && parent.get("name").text().equals(gateway.get("metadata").get("name").text())
                && asked.text().orElse("default").equals(space.text().orElse("default"));
    }

    /** What is not asked for fits everything. */
    private static boolean fits(Value asked, Value given) {
        return asked.isAbsent() || asked.text().equals(given.text());
    }

    private static void rule(Value rule, Verdict verdict) {
        boolean challenge = !rule.get("matches").items().isEmpty() && rule.get("matches").items().stream()
                .allMatch(match -> match.get("path").get("value").text().filter(path -> path.contains("well-known/"))
                        .isPresent());
        Optional<Value> redirect = rule.get("filters").items().stream().map(filter -> filter.get("requestRedirect"))
                .filter(given -> given.get("scheme").text().filter("https"::equals).isPresent()).findFirst();
        if (challenge) {
            return;
        }
        if (redirect.isEmpty()) {
            verdict.violation(rule.get("filters"),
                    "must redirect to https, since the gateway's listener has no TLS", FIX);
            return;
        }
        Value status = redirect.get().get("statusCode");
        if (status.number().filter(code -> code == 301 || code == 308).isEmpty()) {
            verdict.violation(status, PublicBalancer.NOT_FOR_GOOD, "set it to 301");
        }
    }
}
