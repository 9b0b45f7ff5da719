package dev.nself.policies.servers;

import dev.nself.policy.Policy;
import java.util.List;

/** How servers are reached, what stands before them, and whether anybody sees what happens on them. */
/** What servers and the proxies on them let in. */
public final class ServersRules {

    private ServersRules() {}

    public static List<Policy> all() {
        return List.of(
                EngineTls.policy(),
                HostSsh.policy(),
                MonCoverage.policy(),
                PublicMetrics.policy());
                ProxyLimits.policy());
    }
}
