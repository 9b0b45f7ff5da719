package dev.nself.policies.servers;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Internet;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code eks-endpoint}: not everyone reaches the interface that a whole cluster is ruled through. */
final class EksEndpoint {

    private static final String FIX = "set vpcConfig.endpointPublicAccess to false and endpointPrivateAccess to true,"
            + " or set publicAccessCidrs to the addresses that administer it";

    private EksEndpoint() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("eks-endpoint",
                        "a cluster's API server is not open to the internet",
                        "one leaked token or one flaw before authentication gives the whole cluster to whoever finds it",
                        "CKV_AWS_38", "CKV_AWS_39", "AWS-0040", "AWS-0041")
                .withSettings(Internet.OWN_RANGES);
        return ResourcePolicy.of(rule).on(Aws.EKS_CLUSTER, EksEndpoint::check);
    }

    private static void check(Resource cluster, Verdict verdict) {
        Value network = cluster.get("vpcConfig");
        if (network.get("endpointPublicAccess").isFalse()) {
            return;
        }
        Value ranges = network.get("publicAccessCidrs");
        if (ranges.items().isEmpty()) {
            verdict.violation(ranges, "must name who reaches the public endpoint, which is everyone otherwise", FIX);
        }
        verdict.each(ranges, range -> {
            if (Internet.isIn(range, verdict)) {
                verdict.violation(range, "must not be the internet", FIX);
            }
        });
    }
}
