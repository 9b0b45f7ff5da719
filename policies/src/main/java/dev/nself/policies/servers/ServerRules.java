package dev.nself.policies.servers;

import dev.nself.policy.Policy;
import java.util.List;

/** How servers are reached, what stands before them, and whether anybody sees what happens on them. */
public final class ServerRules {

    private ServerRules() {}

    public static List<Policy> all() {
        return List.of(
                AuditLogs.policy(),
                CorsOrigins.policy(),
                DefaultNamespace.policy(),
                EksEndpoint.policy(),
                EksSecrets.policy(),
                EngineTls.policy(),
                FlowLogs.policy(),
                HostSsh.policy(),
                LoadBalancers.policy(),
                MetadataTokens.policy(),
                MonCoverage.policy(),
                ProxyLimits.policy(),
                PublicMetrics.policy(),
                QueryLimits.policy(),
                TokenLife.policy(),
                WebFirewall.policy());
    }
}
