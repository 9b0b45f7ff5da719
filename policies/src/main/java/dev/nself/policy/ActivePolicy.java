package dev.nself.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A policy as configured.
 *
 * @param waivers the exceptions from it
 */
record ActivePolicy(Policy policy, EnforcementLevel level, Value settings, List<Waiver> waivers) {

    static ActivePolicy of(Policy policy, Optional<EnforcementLevel> level, Value settings) {
        Rule rule = policy.rule();
        List<Setting<?>> known = rule.allSettings();
        for (String name : settings.entries().keySet()) {
            if (known.stream().noneMatch(setting -> setting.name().equals(name))) {
                throw new InvalidConfig(rule.id() + "." + name + ": no setting of this rule; allowed: "
                        + known.stream().map(Setting::name).collect(Collectors.joining(", ")));
            }
        }
        try {
            // Read once here, so that what cannot be read fails before the first resource.
            rule.settings().forEach(setting -> setting.in(settings));
            return new ActivePolicy(policy, level.orElse(rule.level()), settings, Waiver.SETTING.in(settings));
        } catch (InvalidConfig invalid) {
            throw new InvalidConfig(rule.id() + "." + invalid.getMessage());
        }
    }

    boolean isOn() {
        return level != EnforcementLevel.DISABLED;
    }

    Rule rule() {
        return policy.rule();
    }

    Optional<Waiver> waiver(String urn, String name) {
        return waivers.stream().filter(waiver -> waiver.covers(urn, name)).findFirst();
    }

    /** Excepted today. */
    boolean waives(Resource resource, LocalDate today) {
        return waiver(resource.urn(), resource.name()).filter(waiver -> !waiver.endedBy(today)).isPresent();
    }

    /** Every exception, used or not: nobody should forget that there is one. */
    List<Diagnostic> announcements(String urn, LocalDate today) {
        return waivers.stream().map(waiver -> announcement(waiver, urn, today)).toList();
    }

    Diagnostic diagnostic(Violation violation, LocalDate today) {
        Optional<Waiver> waiver = waiver(violation.urn(), violation.name());
        Optional<Waiver> valid = waiver.filter(found -> !found.endedBy(today));
        String note = waiver.map(found -> valid.isPresent()
                ? "\n  excepted until " + found.until() + ": " + found.reason()
                : "\n  its exception ended on " + found.until() + ": " + found.reason()).orElse("");
        EnforcementLevel effect = valid.isPresent() ? EnforcementLevel.ADVISORY : level;
        return new Diagnostic(rule(), effect, violation.urn(), violation.text() + note, Optional.of(violation));
    }

    Diagnostic diagnostic(Verdict.Doubt doubt) {
        return Diagnostic.of(rule(), EnforcementLevel.ADVISORY, doubt.urn(), doubt.name() + ": " + doubt.path()
                + ": can't tell until the update: the value is not known yet; it is judged again then");
    }

    private Diagnostic announcement(Waiver waiver, String urn, LocalDate today) {
        boolean ended = waiver.endedBy(today);
        return Diagnostic.of(rule(), ended ? EnforcementLevel.MANDATORY : EnforcementLevel.ADVISORY, urn,
                ended
                        ? waiver.resource() + ": exception ended on " + waiver.until() + " (" + waiver.reason()
                                + ")\n  fix: mend the resource and remove the exception, or give it a new day"
                        : waiver.resource() + ": exception until " + waiver.until() + ": " + waiver.reason());
    }
}
