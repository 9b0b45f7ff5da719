package dev.nself.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rule over single resources, asked in every preview and before every create or update. */
public final class ResourcePolicy implements Policy {

    private final Rule rule;
    private final Map<String, ResourceCheck> checks;
    private final Map<String, Remedy> remedies;

    private ResourcePolicy(Rule rule, Map<String, ResourceCheck> checks, Map<String, Remedy> remedies) {
        this.rule = rule;
        this.checks = checks;
        this.remedies = remedies;
    }

    /** A rule that looks at nothing yet: add checks with {@link #on}. */
    public static ResourcePolicy of(Rule rule) {
        return new ResourcePolicy(rule, Map.of(), Map.of());
    }

    /** The same rule, which also looks at resources of that type. */
    public ResourcePolicy on(String type, ResourceCheck check) {
        return on(List.of(type), check);
    }

    /** The same rule, which also looks at resources of those types. */
    public ResourcePolicy on(Collection<String> types, ResourceCheck check) {
        return new ResourcePolicy(rule, with(checks, types, check), remedies);
    }

    /** The same rule, which can also put resources of that type right. */
    public ResourcePolicy remedy(String type, Remedy remedy) {
        return new ResourcePolicy(rule, checks, with(remedies, List.of(type), remedy));
    }

    @Override
    public Rule rule() {
        return rule;
    }

    /** The types that it looks at. */
    public Set<String> types() {
        return checks.keySet();
    }

    /** The types that it can put right. */
    public Set<String> remediableTypes() {
        return remedies.keySet();
    }

    Optional<ResourceCheck> check(String type) {
        return Optional.ofNullable(checks.get(type));
    }

    Optional<Remedy> remedy(String type) {
        return Optional.ofNullable(remedies.get(type));
    }

    private <T> Map<String, T> with(Map<String, T> known, Collection<String> types, T added) {
        Map<String, T> all = new LinkedHashMap<>(known);
        for (String type : types) {
            if (all.put(type, added) != null) {
                throw new IllegalArgumentException("rule " + rule.id() + ": type given twice, got " + type);
            }
        }
        return all;
    }
}
