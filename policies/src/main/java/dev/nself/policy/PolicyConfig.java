package dev.nself.policy;

import java.util.Optional;

/**
 * What a pack's configuration says of one rule.
 *
 * @param level instead of the rule's own; empty to keep it
 * @param settings a map of the rule's settings, absent for none
 */
public record PolicyConfig(Optional<EnforcementLevel> level, Value settings) {

    public static PolicyConfig level(EnforcementLevel level) {
        return new PolicyConfig(Optional.of(level), Value.absent());
    }

    public static PolicyConfig settings(Value settings) {
        return new PolicyConfig(Optional.empty(), settings);
    }
}
