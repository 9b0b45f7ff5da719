package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Listeners of AWS load balancers, under all the names that the provider has had for them. */
public final class LoadBalancing {

    public static final List<String> LISTENERS = named("listener:Listener");

    public static final List<String> LISTENER_RULES = named("listenerRule:ListenerRule");

    private LoadBalancing() {}

    /** In upper case. Without one, an application load balancer's listener speaks HTTP. */
    public static String protocol(Value listener) {
        return listener.get("protocol").text().orElse("HTTP").toUpperCase(Locale.ROOT);
    }

    private static List<String> named(String type) {
        return Stream.of("lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2")
                .map(module -> "aws:" + module + "/" + type).toList();
    }
}
