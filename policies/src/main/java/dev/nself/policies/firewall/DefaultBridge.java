package dev.nself.policies.firewall;

import dev.nself.policies.types.Docker;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code net-no-default-bridge}: a container is only in networks that someone gave it. */
final class DefaultBridge {

    private static final String FIX = "join a network of the stack through networksAdvanced";

    private DefaultBridge() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("net-no-default-bridge",
                        "a container joins networks of its own stack, not the engine's default bridge",
                        "on the default bridge every container of every project reaches every other, and none finds another by name",
                        "CIS Docker 5.30")
                .withSeverity(Severity.MEDIUM);
        return ResourcePolicy.of(rule).on(Docker.CONTAINER, DefaultBridge::check);
    }

    private static void check(Resource container, Verdict verdict) {
        verdict.attempt(() -> {
            Value networks = container.get("networksAdvanced");
            if (networks.items().isEmpty() && List.of("", "bridge", "default").contains(container.get("networkMode").text().orElse(""))) {
                verdict.violation(networks, "must name a network", FIX);
            }
        });
        verdict.each(container.get("networksAdvanced"), network -> {
            Value name = network.get("name");
            if (name.text().filter("bridge"::equals).isPresent()) {
                verdict.violation(name, "must not be the default bridge", FIX);
            }
        });
    }
}
