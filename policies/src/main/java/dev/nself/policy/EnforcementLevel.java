package dev.nself.policy;

import java.util.Locale;

/** What a broken rule does to a run; set by the rule, overridden by the pack's configuration. */
public enum EnforcementLevel {
    /** It is printed. */
    ADVISORY,
    /** It is printed and the run fails before the resource is touched. */
    MANDATORY,
    /** The resource's inputs are put right; what cannot be put right fails as {@link #MANDATORY} does. */
    REMEDIATE,
    /** The rule is not asked. */
    DISABLED;

    /** As it is written in a configuration file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
