package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code ctr-limits}: no container can take a whole server's memory. */
final class Limits {

    private Limits() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("ctr-limits",
                "a container has a memory limit",
                "one leak or one flood of requests otherwise takes the memory of everything on the server, the database first",
                "CIS Docker 5.11", "CKV_K8S_13", "KSV-0018");
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, Limits::docker)
                .on(Kubernetes.WORKLOADS, Limits::kubernetes);
    }

    private static void docker(Resource container, Verdict verdict) {
        Value memory = container.get("memory");
        if (memory.number().filter(mebibytes -> mebibytes > 0).isEmpty()) {
            verdict.violation(memory, "must be a limit in MiB above 0", "set memory to what the program needs at most, for example 256");
        }
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload)) {
            verdict.attempt(() -> {
                Value memory = container.get("resources").get("limits").get("memory");
                if (memory.text().filter(limit -> !limit.startsWith("0")).isEmpty()) {
                    verdict.violation(memory, "must be a limit above 0",
                            "set resources.limits.memory to what the program needs at most, for example 256Mi");
                }
            });
        }
    }
}
