package dev.nself.policy;

import java.util.Objects;

/**
 * A rule over a whole stack. The engine asks at the end of a run: a preview stops the update that follows it, an
 * update without preview has been made by then.
 */
public record StackPolicy(Rule rule, StackCheck check) implements Policy {

    public StackPolicy {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(check, "check");
    }
}
