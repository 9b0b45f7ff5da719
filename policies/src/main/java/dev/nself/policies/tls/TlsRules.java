package dev.nself.policies.tls;

import dev.nself.policy.Policy;
import java.time.Clock;
import java.util.List;

/** What is encrypted on its way, and how well. */
public final class TlsRules {

    private TlsRules() {}

    public static List<Policy> all() {
        return List.of(
                CacheAndObjectClients.policy(),
                CertificateExpiry.policy(Clock.systemUTC()),
                DatabaseClients.policy(),
                DatabaseServers.policy(),
                EveryHost.policy(),
                Headers.policy(),
                MinVersion.policy(),
                PublicBalancer.policy(),
                PublicListener.policy());
    }
}
