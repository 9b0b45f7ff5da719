package dev.nself.policy;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules that are run together.
 *
 * @param name as the engine prints it
 * @param version the same as in {@code PulumiPolicy.yaml}
 * @param policies sorted by id, each id once
 */
public record PolicyPack(String name, String version, String description, List<Policy> policies) {

    public PolicyPack {
        policies = policies.stream().sorted(Comparator.comparing(policy -> policy.rule().id())).toList();
        Set<String> ids = new HashSet<>();
        for (Policy policy : policies) {
            if (!ids.add(policy.rule().id())) {
                throw new IllegalArgumentException("pack " + name + ": two rules of one id, got " + policy.rule().id());
            }
        }
    }
}
