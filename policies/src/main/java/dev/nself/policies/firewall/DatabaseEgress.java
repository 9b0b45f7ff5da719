package dev.nself.policies.firewall;

import dev.nself.policies.types.Internet;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.Verdict;

/** {@code fw-egress}: whoever got into a database cannot carry its rows anywhere. */
final class DatabaseEgress {

    private static final String FIX = "let out what it needs: 443 for updates and backups, 53 and 123 to the network's own"
            + " servers";

    private DatabaseEgress() {}

    static Policy policy() {
        Rule rule = Rule.advisory("fw-egress",
                        "a database's security group does not let everything out to the internet",
                        "a program that was tricked into running a command then sends the data wherever it likes",
                        "CKV_AWS_382", "AWS-0104")
                .withSettings(DatabaseGroups.PORTS, Internet.OWN_RANGES);
        return new StackPolicy(rule, DatabaseEgress::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        DatabaseGroups groups = new DatabaseGroups(stack);
        groups.ruleHolders().forEach(holder -> verdict.about(holder, () -> {
            if (groups.isOfDatabase(holder) || groups.leadsToDatabase(holder, verdict.setting(DatabaseGroups.PORTS))) {
                groups.egress(holder).forEach(rule -> verdict.attempt(() -> rule.eachRange(verdict, range -> {
                    if (Internet.isIn(range, verdict) && rule.isEveryPort()) {
                        verdict.violation(range, "must not let every port out to the internet", FIX);
                    }
                })));
            }
        }));
    }
}
