package dev.nself.policies.firewall;

import dev.nself.policies.types.Docker;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Set;

/** {@code fw-docker-bind}: Docker's published ports go around the firewalls that people look at. */
final class DockerBind {

    private static final Setting<List<String>> PUBLIC_PORTS = Setting.texts("publicPorts",
            "ports of the server that may be published on every address", List.of("80", "443"));

    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::", "0:0:0:0:0:0:0:0", "[::]");

    private static final String FIX = "set ip to 127.0.0.1 or to the server's private address, or publish nothing and"
            + " put the container behind the proxy";

    private DockerBind() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-docker-bind",
                        "a port other than the proxy's is published on loopback or a private address only",
                        "Docker writes its own packet filter rules: ufw and the INPUT chain do not see a published port",
                        "CIS Docker 5.14", "KICS Container Traffic Not Bound To Host Interface")
                .withSettings(PUBLIC_PORTS);
        return ResourcePolicy.of(rule).on(Docker.CONTAINER, DockerBind::check).remedy(Docker.CONTAINER, DockerBind::remedied);
    }

    private static void check(Resource container, Verdict verdict) {
        verdict.attempt(() -> {
            Value all = container.get("publishAllPorts");
            if (all.isTrue()) {
                verdict.violation(all, "must not publish every port of the image", "remove it and name the ports that are needed");
            }
        });
        verdict.each(container.get("ports"), port -> {
            if (isPublic(port, verdict)) {
                verdict.violation(port.get("ip"), "must not publish port " + port.get("external") + " on every address", FIX);
            }
        });
    }

    private static boolean isPublic(Value port, Verdict verdict) {
        return EVERYWHERE.contains(port.get("ip").text().orElse(""))
                && !verdict.setting(PUBLIC_PORTS).contains(port.get("external").text().orElse(""));
    }

    private static Value remedied(Resource container, Verdict verdict) {
        List<Value> ports = container.get("ports").items();
        if (ports.stream().noneMatch(port -> isPublic(port, verdict))) {
            return container.properties();
        }
        return container.properties().with("ports", ports.stream()
                .map(port -> isPublic(port, verdict) ? port.with("ip", "127.0.0.1") : port)
                .toList());
    }
}
