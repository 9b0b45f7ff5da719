package dev.nself.policies.servers;

import dev.nself.policy.Policy;
import java.util.List;

/** How servers are reached, what stands before them, and whether anybody sees what happens on them. */
public final class ServersRules {

    private ServersRules() {}

    public static List<Policy> all() {
        return List.of(
                EngineTls.policy(),
                HostSsh.policy(),
                MonCoverage.policy(),
                PublicMetrics.policy());
    }
}
