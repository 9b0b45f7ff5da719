package dev.nself.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a rule says, apart from how it is checked.
 *
 * @param id kebab case, unique in a pack; part of the contract: configurations name it
 * @param demand what a resource must be, in one sentence
 * @param reason why it matters, in one line
 * @param level what happens unless the configuration says otherwise
 * @param sources where it comes from: CIS, Checkov, Trivy, Pod Security ids
 * @param settings what can be configured, besides level and {@code exceptions}, which every rule has
 */
public record Rule(
        String id,
        String demand,
        String reason,
        EnforcementLevel level,
        Severity severity,
        List<String> sources,
        List<Setting<?>> settings) {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Rule {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(severity, "severity");
        if (!ID.matcher(id).matches() || id.equals("all")) {
            throw new IllegalArgumentException("rule id: no kebab case name, got " + id + "; allowed: " + ID + ", not 'all'");
        }
        if (demand.isBlank() || reason.isBlank() || sources.isEmpty()) {
            throw new IllegalArgumentException("rule " + id + ": demand, reason and at least one source must be given");
        }
        sources = List.copyOf(sources);
        settings = List.copyOf(settings);
    }

    /** A rule that fails runs: level mandatory, severity high, no settings. */
    public static Rule mandatory(String id, String demand, String reason, String... sources) {
        return new Rule(id, demand, reason, EnforcementLevel.MANDATORY, Severity.HIGH, List.of(sources), List.of());
    }

    /** A rule that only tells: level advisory, severity medium, no settings. */
    public static Rule advisory(String id, String demand, String reason, String... sources) {
        return new Rule(id, demand, reason, EnforcementLevel.ADVISORY, Severity.MEDIUM, List.of(sources), List.of());
    }

    /** The same with another severity. */
    public Rule withSeverity(Severity other) {
        return new Rule(id, demand, reason, level, other, sources, settings);
    }

    /** The same with these settings too. */
    public Rule withSettings(Setting<?>... more) {
        List<Setting<?>> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        return new Rule(id, demand, reason, level, severity, sources, all);
    }

    /** What can be configured besides the level, {@code exceptions} included. */
    public List<Setting<?>> allSettings() {
        return withSettings(Waiver.SETTING).settings();
    }
}
