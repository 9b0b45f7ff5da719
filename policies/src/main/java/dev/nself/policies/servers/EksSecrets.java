package dev.nself.policies.servers;

import dev.nself.policies.types.Aws;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/**
 * {@code eks-secrets}: a cluster's secrets are under a key that its owner can take away.
 *
 * <p>Advisory, since AWS encrypts them with a key of its own anyway, from Kubernetes 1.28 on.
 */
final class EksSecrets {

    private EksSecrets() {}

    static Policy policy() {
        Rule rule = Rule.advisory("eks-secrets",
                "a cluster's secrets are encrypted with a key of the account",
                "with a key of the cloud's own, nobody can see who read them or take them back",
                "CKV_AWS_58", "AWS-0039");
        return ResourcePolicy.of(rule).on(Aws.EKS_CLUSTER, EksSecrets::check);
    }

    /** The provider has one configuration; others of the same form have a list of them. */
    private static void check(Resource cluster, Verdict verdict) {
        Value config = cluster.get("encryptionConfig");
        List<Value> configs = config.kind() == Value.Kind.LIST ? config.items() : List.of(config);
        if (configs.stream().noneMatch(one -> one.get("resources").texts().contains("secrets"))) {
            verdict.violation(config, "must name secrets among its resources",
                    "set encryptionConfig with resources [secrets] and the key's ARN as provider.keyArn");
        }
    }
}
