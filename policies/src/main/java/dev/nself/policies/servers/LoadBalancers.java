package dev.nself.policies.servers;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.ProductionStacks;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code lb-protect-log}: in production the way in is not deleted by mistake, and it is known who came. */
final class LoadBalancers {

    private static final String DELETION = "enableDeletionProtection";

    private LoadBalancers() {}

    static Policy policy() {
        Rule rule = Rule.advisory("lb-protect-log",
                        "a load balancer of a production stack is protected from deletion and logs requests",
                        "a new one has another address, and without logs nobody can tell afterwards what was asked",
                        "CKV_AWS_150", "CKV_AWS_91", "AG elb-deletion-protection-enabled")
                .withSettings(ProductionStacks.STACKS);
        ResourcePolicy policy = ResourcePolicy.of(rule)
                .on(Aws.LOAD_BALANCERS, LoadBalancers::check)
                .on(Aws.CLASSIC_LOAD_BALANCERS, LoadBalancers::classic);
        for (String type : Aws.LOAD_BALANCERS) {
            policy = policy.remedy(type, LoadBalancers::remedied);
        }
        return policy;
    }

    private static void check(Resource balancer, Verdict verdict) {
        if (!ProductionStacks.areAsked(verdict)) {
            return;
        }
        verdict.attempt(() -> {
            if (!balancer.get(DELETION).isTrue()) {
                verdict.violation(balancer.get(DELETION), "must be true", "set enableDeletionProtection to true");
            }
        });
        verdict.attempt(() -> {
            Value enabled = balancer.get("accessLogs").get("enabled");
            if (isForRequests(balancer) && !enabled.isTrue()) {
                verdict.violation(enabled, "must be true", "set accessLogs to a bucket, with enabled true");
            }
        });
    }

    /** Those of the first generation cannot be protected; their logs are on where a bucket is named. */
    private static void classic(Resource balancer, Verdict verdict) {
        if (!ProductionStacks.areAsked(verdict)) {
            return;
        }
        Value logs = balancer.get("accessLogs");
        if (logs.get("bucket").text().orElse("").isEmpty() || logs.get("enabled").isFalse()) {
            verdict.violation(logs, "must name a bucket and be enabled", "set accessLogs to a bucket");
        }
    }

    private static Value remedied(Resource balancer, Verdict verdict) {
        return ProductionStacks.areAsked(verdict) ? balancer.properties().with(DELETION, true) : balancer.properties();
    }

    /** Network ones log TLS connections only, gateways nothing. */
    private static boolean isForRequests(Resource balancer) {
        return balancer.get("loadBalancerType").text().orElse("application").equals("application");
    }
}
