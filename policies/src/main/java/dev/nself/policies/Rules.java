package dev.nself.policies;

import dev.nself.policies.containers.ContainerRules;
import dev.nself.policies.database.DatabaseRules;
import dev.nself.policies.firewall.FirewallRules;
import dev.nself.policies.images.ImageRules;
import dev.nself.policies.secrets.SecretRules;
import dev.nself.policies.servers.ServerRules;
import dev.nself.policies.storage.StorageRules;
import dev.nself.policies.tls.TlsRules;
import dev.nself.policy.Policy;
import dev.nself.policy.PolicyPack;
import java.util.List;
import java.util.stream.Stream;

/** The pack: every group's rules, named one by one. */
public final class Rules {

    private Rules() {}

    /** All rules at their own levels. */
    public static PolicyPack pack() {
        List<Policy> policies = Stream.of(
                        ContainerRules.all(),
                        DatabaseRules.all(),
                        FirewallRules.all(),
                        ImageRules.all(),
                        SecretRules.all(),
                        ServerRules.all(),
                        StorageRules.all(),
                        TlsRules.all())
                .flatMap(List::stream)
                .toList();
        return new PolicyPack("nself-policies", "0.1.0",
                "TLS, firewall, database, secret, storage, container and image rules for Docker, AWS and Kubernetes", policies);
    }
}
