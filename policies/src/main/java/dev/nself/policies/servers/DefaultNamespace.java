package dev.nself.policies.servers;

import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code k8s-default-namespace}: programs are where rights, quotas and network policies can be given to them. */
final class DefaultNamespace {

    private DefaultNamespace() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("k8s-default-namespace",
                        "a workload is in a namespace of its own stack, not in the default one",
                        "what applies to a namespace applies there to everything that anyone forgot to put elsewhere",
                        "KSV-0110", "CKV_K8S_21")
                .withSeverity(Severity.LOW);
        return ResourcePolicy.of(rule).on(Kubernetes.WORKLOADS, DefaultNamespace::check);
    }

    private static void check(Resource workload, Verdict verdict) {
        Value namespace = workload.get("metadata").get("namespace");
        if (namespace.text().filter(name -> !name.isEmpty() && !name.equals("default")).isEmpty()) {
            verdict.violation(namespace, "must be a namespace other than default",
                    "create a Namespace and set metadata.namespace to its name, or the provider's namespace");
        }
    }
}
