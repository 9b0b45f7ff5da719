package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/**
 * {@code ctr-nonroot} for every container and {@code ctr-nonroot-custom} for programs of the platform's users, whose
 * images nobody of the platform has read.
 */
final class Users {

    private static final Setting<List<String>> CUSTOM = Setting.texts("names",
            "a container is looked at when one of these occurs in its logical name", List.of("cs-"));

    private static final String REASON = "root in a container is root on the server for every mistake in the kernel or in a mount";
    private static final String[] SOURCES = {"CIS Docker 4.1", "KSV-0012", "CKV_K8S_23", "PSS restricted"};

    private Users() {}

    static Policy everyone() {
        return ResourcePolicy.of(Rule.advisory("ctr-nonroot", "a container's program runs as a user that is not root", REASON, SOURCES))
                .on(Docker.CONTAINER, Users::docker)
                .on(Kubernetes.WORKLOADS, Users::kubernetes);
    }

    static Policy custom() {
        Rule rule = Rule.mandatory("ctr-nonroot-custom", "a custom service's program runs as a user that is not root", REASON, SOURCES)
                .withSettings(CUSTOM);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) -> {
                    if (isCustom(container, verdict)) {
                        docker(container, verdict);
                    }
                })
                .on(Kubernetes.WORKLOADS, (workload, verdict) -> {
                    if (isCustom(workload, verdict)) {
                        kubernetes(workload, verdict);
                    }
                });
    }

    private static boolean isCustom(Resource resource, Verdict verdict) {
        boolean custom = verdict.setting(CUSTOM).stream().anyMatch(resource.name()::contains);
        if (!custom) {
            verdict.notApplicable("no custom service");
        }
        return custom;
    }

    private static void docker(Resource container, Verdict verdict) {
        Value user = container.get("user");
        String name = user.text().orElse("").replaceFirst(":.*", "");
        if (name.isEmpty()) {
            verdict.violation(user, "must be a user, since images start as root unless they say otherwise",
                    "set user to a number pair that the image's files allow, for example 1000:1000");
        } else if (name.equals("root") || name.matches("0+")) {
            verdict.violation(user, "must not be root", "set user to another number pair, for example 1000:1000");
        }
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        Value pod = Kubernetes.podSpec(workload).get("securityContext");
        for (Value container : Kubernetes.containers(workload)) {
            verdict.attempt(() -> {
                Value own = container.get("securityContext");
                Value nonRoot = first(own.get("runAsNonRoot"), pod.get("runAsNonRoot"));
                Value user = first(own.get("runAsUser"), pod.get("runAsUser"));
                if (user.number().filter(number -> number == 0).isPresent()) {
                    verdict.violation(user, "must not be root", "set runAsUser to another number, for example 1000");
                } else if (!nonRoot.isTrue()) {
                    verdict.violation(nonRoot, "must be true", "set securityContext.runAsNonRoot to true and runAsUser to a number above 0");
                }
            });
        }
    }

    private static Value first(Value own, Value shared) {
        return own.isAbsent() && !shared.isAbsent() ? shared : own;
    }
}
