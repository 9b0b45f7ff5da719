package dev.nself.policies.servers;

import dev.nself.policies.types.Mentions;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code aud-flow-logs}: what went through a network is known afterwards. */
final class FlowLogs {

    private FlowLogs() {}

    static Policy policy() {
        return new StackPolicy(Rule.advisory("aud-flow-logs",
                "a network of the cloud has a flow log",
                "an intruder's way from one server to the next leaves no other trace",
                "CKV2_AWS_11", "AWS-0178", "CIS AWS 3.7"), FlowLogs::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        List<StackResource> logs = stack.ofType("aws:ec2/flowLog:FlowLog");
        for (StackResource network : stack.ofType("aws:ec2/vpc:Vpc")) {
            verdict.about(network, () -> {
                if (!Mentions.exist(stack, logs, "vpcId", network, "id")) {
                    verdict.violation("has no flow log", "add a FlowLog with its vpcId and trafficType ALL or REJECT");
                }
            });
        }
    }
}
