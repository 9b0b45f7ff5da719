package dev.nself.policies.servers;

import dev.nself.policy.Policy;
import java.util.List;

/** What servers, load balancers and clusters of a cloud must be like. */
public final class ServerRules {

    private ServerRules() {}

    public static List<Policy> all() {
        return List.of(
                DefaultNamespace.policy(),
                EksEndpoint.policy(),
                EksSecrets.policy(),
                LoadBalancers.policy(),
                MetadataTokens.policy());
    }
}
