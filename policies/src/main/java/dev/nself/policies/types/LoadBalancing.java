package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** AWS load balancers, under all the names that the provider has had for them. */
public final class LoadBalancing {

    private static final List<String> MODULES = List.of("lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing");

    /** Application, network and gateway load balancers. */
    public static final List<String> BALANCERS = named("loadBalancer", "LoadBalancer");

    public static final List<String> LISTENERS = named("listener", "Listener");

    public static final List<String> LISTENER_RULES = named("listenerRule", "ListenerRule");

    /** The generation before, which has its listeners among its properties. */
    public static final List<String> CLASSIC =
            List.of("aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer");

    private LoadBalancing() {}

    /** In upper case. Without one, an application load balancer's listener speaks HTTP. */
    public static String protocol(Value listener) {
        return listener.get("protocol").text().orElse("HTTP").toUpperCase(Locale.ROOT);
    }

    private static List<String> named(String module, String type) {
        return MODULES.stream().flatMap(name -> Stream.of("aws:" + name + "/" + module + ":" + type)).toList();
    }
}
