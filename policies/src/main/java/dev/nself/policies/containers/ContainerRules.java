package dev.nself.policies.containers;

import dev.nself.policy.Policy;
import java.util.List;

/** What containers may do to their server. */
public final class ContainerRules {

    private ContainerRules() {}

    public static List<Policy> all() {
        return List.of(
                Health.policy(),
                HostPaths.policy(),
                Limits.policy(),
                NoNewPrivileges.policy(),
                NoPrivileged.policy(),
                ReadOnlyRoot.policy(),
                RestartAndLog.policy(),
                Shares.policy(),
                Users.custom(),
                Users.everyone());
    }
}
