package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ctr-no-new-privs}: a program gets no right that it was not started with. */
final class NoNewPrivileges {

    private static final Set<String> ON = Set.of("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true");

    private static final Set<String> UNCONFINED = Set.of(
            "seccomp=unconfined", "seccomp:unconfined", "apparmor=unconfined", "apparmor:unconfined",
            "label=disable", "label:disable", "systempaths=unconfined");

    private static final String DROP_ALL = "drop ALL, then add the few that the program needs";

    private NoNewPrivileges() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("ctr-no-new-privs",
                "a container's programs gain no privileges and start without capabilities",
                "one setuid program in the image, or one capability that nobody uses, is the way from a user to root",
                "CIS Docker 5.2", "CIS Docker 5.22", "CIS Docker 5.26", "KSV-0001", "KSV-0106", "PSS restricted");
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, NoNewPrivileges::docker)
                .on(Kubernetes.WORKLOADS, NoNewPrivileges::kubernetes)
                .remedy(Docker.CONTAINER, NoNewPrivileges::remedied);
    }

    private static void docker(Resource container, Verdict verdict) {
        verdict.attempt(() -> {
            Value options = container.get("securityOpts");
            if (options.texts().stream().noneMatch(ON::contains)) {
                verdict.violation(options, "must hold no-new-privileges:true", "add no-new-privileges:true");
            }
        });
        verdict.each(container.get("securityOpts"), option -> {
            if (UNCONFINED.contains(option.text().orElse(""))) {
                verdict.violation(option, "must not switch off a guard of the kernel", "remove it, or name a profile that allows what is needed");
            }
        });
        verdict.attempt(() -> drops(container.get("capabilities").get("drops"), verdict));
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload)) {
            Value context = container.get("securityContext");
            verdict.attempt(() -> {
                Value escalation = context.get("allowPrivilegeEscalation");
                if (!escalation.isFalse()) {
                    verdict.violation(escalation, "must be false", "set securityContext.allowPrivilegeEscalation to false");
                }
            });
            verdict.attempt(() -> drops(context.get("capabilities").get("drop"), verdict));
            verdict.attempt(() -> {
                Value profile = context.get("seccompProfile").get("type");
                if (profile.text().filter("Unconfined"::equals).isPresent()) {
                    verdict.violation(profile, "must not switch off a guard of the kernel", "set it to RuntimeDefault");
                }
            });
        }
    }

    private static void drops(Value drops, Verdict verdict) {
        if (drops.texts().stream().noneMatch(drop -> drop.toUpperCase(Locale.ROOT).matches("(CAP_)?ALL"))) {
            verdict.violation(drops, "must hold ALL", DROP_ALL);
        }
    }

    /** Only what no program notices: capabilities that are dropped may be needed. */
    private static Value remedied(Resource container, Verdict verdict) {
        List<Object> options = new ArrayList<>(container.get("securityOpts").items());
        if (container.get("securityOpts").texts().stream().noneMatch(ON::contains)) {
            options.add("no-new-privileges:true");
            return container.properties().with("securityOpts", options);
        }
        return container.properties();
    }
}
