package dev.nself.policies.firewall;

import dev.nself.policies.types.GroupRule;
import dev.nself.policies.types.SecurityGroups;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Verdict;
import java.util.List;

/**
 * {@code fw-rule-described}: of every rule it is known what it is for.
 *
 * <p>The group's own description is not asked for: it cannot be changed without replacing the group.
 */
final class RuleDescribed {

    private RuleDescribed() {}

    static Policy policy() {
        Rule rule = Rule.advisory("fw-rule-described",
                "a security group's rule says what it is for",
                "a rule that nobody remembers is one that nobody dares to remove",
                "CKV_AWS_23", "AWS-0124");
        return ResourcePolicy.of(rule).on(SecurityGroups.TYPES, RuleDescribed::check);
    }

    private static void check(Resource resource, Verdict verdict) {
        verdict.attempt(() -> judge(SecurityGroups.ingress(resource), verdict));
        verdict.attempt(() -> judge(SecurityGroups.egress(resource), verdict));
    }

    private static void judge(List<GroupRule> rules, Verdict verdict) {
        rules.forEach(rule -> verdict.attempt(() -> {
            if (rule.description().text().orElse("").isBlank()) {
                verdict.violation(rule.description(), "must say what the rule is for",
                        "set description, for example: HTTPS from everyone");
            }
        }));
    }
}
