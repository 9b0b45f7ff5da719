package dev.nself.policies.firewall;

import dev.nself.policy.Policy;
import java.util.List;

/** What can be reached from where. */
public final class FirewallRules {

    private FirewallRules() {}

    public static List<Policy> all() {
        return List.of(
                DatabaseEgress.policy(),
                DatabaseGroupNamed.policy(),
                DatabaseIngress.policy(),
                DefaultBridge.policy(),
                DockerBind.policy(),
                DockerUserChain.policy(),
                NetworkPolicies.policy(),
                OnlyWeb.policy(),
                OpenAdmin.policy(),
                OpenData.policy(),
                PrivateDatabases.policy(),
                PrivateServers.policy(),
                RuleDescribed.policy());
    }
}
