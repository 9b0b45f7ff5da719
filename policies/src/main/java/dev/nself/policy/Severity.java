package dev.nself.policy;

import java.util.Locale;

/** How bad a broken rule is, for lists and reports; it stops nothing, {@link EnforcementLevel} does. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
