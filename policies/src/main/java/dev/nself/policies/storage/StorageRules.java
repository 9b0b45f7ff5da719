package dev.nself.policies.storage;

import dev.nself.policy.Policy;
import java.util.List;

/** Who can read what is stored, and whether it is still there after a mistake. */
public final class StorageRules {

    private StorageRules() {}

    public static List<Policy> all() {
        return List.of(
                BackupKept.policy(),
                EncryptAndVersion.kept(),
                EncryptAndVersion.others(),
                PublicBlock.policy(),
                PublicGrants.policy(),
                TenantScope.policy());
    }
}
