package dev.nself.policies.secrets;

import dev.nself.policy.Policy;
import java.util.List;

/** Where secrets stand and how good they are. */
public final class SecretRules {

    private SecretRules() {}

    public static List<Policy> all() {
        return List.of(
                ConsoleOff.policy(),
                DefaultCredentials.policy(),
                MonitoringOpen.policy(),
                NoLiteral.policy(),
                PlainOutputs.policy());
    }
}
