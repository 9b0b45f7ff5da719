package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;

/** {@code ctr-no-privileged}: nothing that turns a break into a container into a break into its server. */
final class NoPrivileged {

    private static final Setting<List<String>> CAPABILITIES = Setting.texts("allowedCapabilities",
            "capabilities that may be added, without CAP_", List.of("NET_BIND_SERVICE"));

    private static final Setting<List<String>> DEVICES = Setting.texts("allowedDevices",
            "devices of the server that may be given, by path", List.of());

    private static final String DROP_NAMESPACE = "remove it, so that the container gets a namespace of its own";

    private NoPrivileged() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("ctr-no-privileged",
                        "a container is not privileged, shares no namespace or device with its server and adds no capability beyond a list",
                        "whoever breaks into a privileged container owns the server and every container on it",
                        "CIS Docker 5.4", "CIS Docker 5.5", "CIS Docker 5.10", "CIS Docker 5.16", "CIS Docker 5.17", "CIS Docker 5.21",
                        "KSV-0008", "KSV-0009", "KSV-0010", "KSV-0017", "PSS baseline")
                .withSeverity(Severity.CRITICAL)
                .withSettings(CAPABILITIES, DEVICES);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, NoPrivileged::docker)
                .on(Kubernetes.WORKLOADS, NoPrivileged::kubernetes)
                .remedy(Docker.CONTAINER, NoPrivileged::remedied);
    }

    private static void docker(Resource container, Verdict verdict) {
        verdict.attempt(() -> privileged(container.get("privileged"), verdict));
        for (String namespace : List.of("pidMode", "ipcMode", "networkMode", "usernsMode", "cgroupnsMode")) {
            verdict.attempt(() -> {
                Value mode = container.get(namespace);
                if (mode.text().filter("host"::equals).isPresent()) {
                    verdict.violation(mode, "must not be the server's own", DROP_NAMESPACE);
                }
            });
        }
        verdict.each(container.get("devices"), device -> {
            if (!verdict.setting(DEVICES).contains(device.get("hostPath").text().orElse(""))) {
                verdict.violation(device.get("hostPath"), "must not be given, allowed: " + verdict.setting(DEVICES),
                        "remove it, or name it in the rule's allowedDevices when the program cannot do without");
            }
        });
        verdict.each(container.get("capabilities").get("adds"), added -> capability(added, verdict));
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        for (String namespace : List.of("hostPID", "hostIPC", "hostNetwork")) {
            verdict.attempt(() -> {
                Value shared = Kubernetes.podSpec(workload).get(namespace);
                if (shared.isTrue()) {
                    verdict.violation(shared, "must not be the node's own", DROP_NAMESPACE);
                }
            });
        }
        for (Value container : Kubernetes.containers(workload)) {
            Value context = container.get("securityContext");
            verdict.attempt(() -> privileged(context.get("privileged"), verdict));
            verdict.each(context.get("capabilities").get("add"), added -> capability(added, verdict));
        }
    }

    private static void privileged(Value privileged, Verdict verdict) {
        if (privileged.isTrue()) {
            verdict.violation(privileged, "must not be privileged", "remove it and add the one capability that is needed");
        }
    }

    private static void capability(Value added, Verdict verdict) {
        String name = added.text().orElse("").toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
        if (!name.isEmpty() && !verdict.setting(CAPABILITIES).contains(name)) {
            verdict.violation(added, "must not be added, allowed: " + verdict.setting(CAPABILITIES),
                    "remove it, or name it in the rule's allowedCapabilities when the program cannot do without");
        }
    }

    private static Value remedied(Resource container, Verdict verdict) {
        return container.get("privileged").isTrue() ? container.properties().with("privileged", false) : container.properties();
    }
}
