package dev.nself.policies.firewall;

import dev.nself.policies.types.Aws;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code net-private-subnet}: servers have no public address; what the internet may reach goes through a proxy. */
final class PrivateServers {

    private static final String FIX = "set it to false: load balancers and NAT gateways get their addresses anyway";

    private PrivateServers() {}

    static Policy policy() {
        Rule rule = Rule.advisory("net-private-subnet",
                "a server has no public address of its own, and no subnet gives one to each",
                "with a public address, one wrong rule of a security group opens the server to everyone",
                "CKV_AWS_130", "CKV_AWS_88", "AWS-0164", "AG ec2-instance-no-public-ip");
        return ResourcePolicy.of(rule)
                .on(Aws.SUBNET, (subnet, verdict) -> judge(
                        subnet.get("mapPublicIpOnLaunch"), "must not give every server a public address", verdict))
                .on(List.of(Aws.INSTANCE, Aws.SPOT_INSTANCE, Aws.LAUNCH_CONFIGURATION),
                        (server, verdict) -> address(server.properties(), verdict))
                .on(Aws.LAUNCH_TEMPLATE, PrivateServers::template);
    }

    private static void template(Resource template, Verdict verdict) {
        verdict.each(template.get("networkInterfaces"), card -> address(card, verdict));
    }

    private static void address(Value holder, Verdict verdict) {
        judge(holder.get("associatePublicIpAddress"), "must not have a public address", verdict);
    }

    private static void judge(Value given, String problem, Verdict verdict) {
        if (given.isTrue()) {
            verdict.violation(given, problem, FIX);
        }
    }
}
