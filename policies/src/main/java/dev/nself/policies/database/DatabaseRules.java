package dev.nself.policies.database;

import dev.nself.policy.Policy;
import java.util.List;

/** What keeps the rows: reachable by few, encrypted, kept when a plan goes wrong. */
public final class DatabaseRules {

    private DatabaseRules() {}

    public static List<Policy> all() {
        return List.of(
                Backups.policy(),
                DeleteProtection.policy(),
                DestructivePlan.policy(),
                Encryption.policy(),
                LoggedConnections.policy(),
                Logins.policy(),
                NotPublic.policy(),
                Replication.policy(),
                RowSecurity.policy(),
                Superusers.policy());
    }
}
