package dev.nself.policies.tls;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.LoadBalancing;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code tls-public-balancer}: the same as {@code tls-public-listener} where two resources tell it together: whether a
 * listener is public stands at its load balancer, and what a gateway answers stands in its routes.
 *
 * <p>A listener of a load balancer that is not in the stack counts as public.
 */
final class PublicBalancer {

    static final String NOT_FOR_GOOD = "must be 301 or 308: browsers ask in plain again after any other";

    private static final String FIX =
            "set type redirect with protocol HTTPS, port 443 and statusCode HTTP_301; forward on a listener with TLS";

    private PublicBalancer() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-public-balancer",
                        "a public load balancer or gateway does nothing without TLS but redirect to https",
                        "a password or token sent once in plain is read by every network on the way",
                        "CKV_AWS_2", "CKV_AWS_378", "CKV2_AWS_20", "AG alb-http-to-https-redirection", "AWS-0054")
                .withSeverity(Severity.CRITICAL);
        return new StackPolicy(rule, PublicBalancer::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        for (StackResource listener : stack.ofType(LoadBalancing.LISTENERS)) {
            verdict.about(listener, () -> {
                if (isPlainAndPublic(stack, listener)) {
                    verdict.each(listener.get("defaultActions"), action -> action(action, verdict));
                }
            });
        }
        for (StackResource rule : stack.ofType(LoadBalancing.LISTENER_RULES)) {
            verdict.about(rule, () -> {
                if (named(stack, rule, "listenerArn", LoadBalancing.LISTENERS)
                        .filter(own -> isPlainAndPublic(stack, own)).isPresent()) {
                    verdict.each(rule.get("actions"), action -> action(action, verdict));
                }
            });
        }
        for (StackResource balancer : stack.ofType(Aws.CLASSIC_LOAD_BALANCERS)) {
            verdict.about(balancer, () -> classic(balancer, verdict));
        }
        GatewayRoutes.check(stack, verdict);
    }

    private static boolean isPlainAndPublic(Stack stack, StackResource listener) {
        Optional<StackResource> balancer = named(stack, listener, "loadBalancerArn", Aws.LOAD_BALANCERS);
        boolean gateway = balancer.flatMap(own -> own.get("loadBalancerType").text())
                .filter("gateway"::equals).isPresent();
        return !gateway
                && LoadBalancing.protocol(listener.resource().properties()).equals("HTTP")
                && balancer.filter(own -> own.get("internal").isTrue()).isEmpty();
    }

    /** The resource that a property was made from, or whose ARN it is. */
    private static Optional<StackResource> named(
            Stack stack, StackResource resource, String property, List<String> types) {
        Value arn = resource.get(property);
        return stack.sourcesOf(resource, property).stream().filter(source -> types.contains(source.type())).findFirst()
                .or(() -> stack.ofType(types).stream().filter(other -> isSame(other.get("arn"), arn)).findFirst());
    }

    private static boolean isSame(Value one, Value other) {
        return !one.isUnknown() && !other.isUnknown() && one.text().isPresent() && one.text().equals(other.text());
    }

    private static void action(Value action, Verdict verdict) {
        String type = action.get("type").text().orElse("");
        Value redirect = action.get("redirect");
        if (type.equals("redirect")) {
            if (redirect.get("protocol").text().filter("HTTPS"::equalsIgnoreCase).isEmpty()) {
                verdict.violation(redirect.get("protocol"), "must be HTTPS", FIX);
            } else if (redirect.get("statusCode").text().filter("HTTP_301"::equals).isEmpty()) {
                verdict.violation(redirect.get("statusCode"), NOT_FOR_GOOD, "set it to HTTP_301");
            }
        } else if (!isRefusal(type, action)) {
            verdict.violation(action.get("type"), "must be redirect, since the listener is public and has no TLS", FIX);
        }
    }

    private static boolean isRefusal(String type, Value action) {
        return type.equals("fixed-response")
                && action.get("fixedResponse").get("statusCode").text().filter(code -> code.matches("[45].."))
                        .isPresent();
    }

    /** The generation before, which cannot redirect. */
    private static void classic(StackResource balancer, Verdict verdict) {
        if (balancer.get("internal").isTrue()) {
            return;
        }
        verdict.each(balancer.get("listeners"), listener -> {
            Value protocol = listener.get("lbProtocol");
            if (protocol.text().filter(name -> name.toUpperCase(Locale.ROOT).equals("HTTP")).isPresent()) {
                verdict.violation(protocol, "must be HTTPS, SSL or TCP: a classic load balancer cannot redirect",
                        "remove the listener, or use an application load balancer, which redirects");
            }
        });
    }
}
