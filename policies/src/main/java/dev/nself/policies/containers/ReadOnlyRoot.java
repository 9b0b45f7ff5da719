package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code ctr-readonly}: what breaks in can leave nothing behind in the image's files. */
final class ReadOnlyRoot {

    private ReadOnlyRoot() {}

    static Policy policy() {
        Rule rule = Rule.advisory("ctr-readonly",
                        "a container's root file system is read-only",
                        "whoever breaks in cannot change the program or leave one of their own",
                        "CIS Docker 5.13", "KSV-0014", "CKV_K8S_22")
                .withSeverity(Severity.LOW);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, ReadOnlyRoot::docker)
                .on(Kubernetes.WORKLOADS, ReadOnlyRoot::kubernetes);
    }

    private static void docker(Resource container, Verdict verdict) {
        if (!container.get("uploads").items().isEmpty()) {
            // The provider puts files into a made container, which a read-only one refuses.
            verdict.notApplicable("files are uploaded into it");
            return;
        }
        Value readOnly = container.get("readOnly");
        if (!readOnly.isTrue()) {
            verdict.violation(readOnly, "must be true", "set readOnly to true and give tmpfs or volumes for what is written");
        }
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload)) {
            verdict.attempt(() -> {
                Value readOnly = container.get("securityContext").get("readOnlyRootFilesystem");
                if (!readOnly.isTrue()) {
                    verdict.violation(readOnly, "must be true",
                            "set securityContext.readOnlyRootFilesystem to true and mount an emptyDir for what is written");
                }
            });
        }
    }
}
