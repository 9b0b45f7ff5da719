package dev.nself.policies.firewall;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Internet;
import dev.nself.policies.types.Ports;
import dev.nself.policies.types.SecurityGroups;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code fw-no-open-admin}: who may log in to servers does not come from everywhere. */
final class OpenAdmin {

    /** SSH, telnet, Docker plain and with TLS, remote desktop, Windows remote management. */
    private static final Setting<List<Integer>> PORTS = Ports.setting("adminPorts",
            "ports through which servers are administered", 22, 23, 2375, 2376, 3389, 5985, 5986);

    private static final String FIX = "name the addresses that administer it, for example those of a VPN, or use"
            + " Session Manager";

    private OpenAdmin() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-no-open-admin",
                        "a port that servers are administered through is not open to the internet",
                        "what anyone can log in to, everyone tries to: one weak key or one unpatched daemon is enough",
                        "CKV_AWS_24", "CKV_AWS_25", "AWS-0107", "CIS AWS 6.3")
                .withSeverity(Severity.CRITICAL)
                .withSettings(PORTS, Internet.OWN_RANGES);
        return ResourcePolicy.of(rule)
                .on(SecurityGroups.TYPES, (resource, verdict) -> PublicIngress.check(resource, verdict,
                        opened -> PublicIngress.opens(opened, verdict.setting(PORTS)), FIX))
                .on(Aws.NODE_GROUP, OpenAdmin::nodes);
    }

    /** AWS opens port 22 of the nodes to everyone where a key is given and no group is. */
    private static void nodes(Resource nodes, Verdict verdict) {
        Value access = nodes.get("remoteAccess");
        Value groups = access.get("sourceSecurityGroupIds");
        if (!access.get("ec2SshKey").text().orElse("").isEmpty() && groups.items().isEmpty()) {
            verdict.violation(groups, "must name who reaches port 22, which is open to the internet otherwise",
                    "set remoteAccess.sourceSecurityGroupIds, or leave remoteAccess out and use Session Manager");
        }
    }
}
