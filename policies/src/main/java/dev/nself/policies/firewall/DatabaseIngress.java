package dev.nself.policies.firewall;

import dev.nself.policies.types.GroupRule;
import dev.nself.policies.types.Internet;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/**
 * {@code fw-db-only-from-app}: what may reach a database is named as a program's group, not as a piece of the network.
 *
 * <p>A rule is a database's where its group is one's, or where its port is one's. A range of many ports, such as
 * clusters have between their nodes, is neither.
 */
final class DatabaseIngress {

    private static final Setting<List<String>> CLIENTS = Setting.texts("clientRanges",
            "ranges that may reach databases, as address/prefix: of a VPN, or of a network whose groups cannot be named",
            List.of());

    private static final String FIX = "name the security group of the programs that use it, or add the range to"
            + " the rule's clientRanges";

    private DatabaseIngress() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-db-only-from-app",
                        "a database lets in security groups, not ranges of addresses",
                        "in a range are also the machines that nobody thought of, and whatever is started there next",
                        "CIS AWS 5.3", "AWS Foundational Security RDS.2")
                .withSettings(DatabaseGroups.PORTS, CLIENTS);
        return new StackPolicy(rule, DatabaseIngress::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        DatabaseGroups groups = new DatabaseGroups(stack);
        groups.ruleHolders().forEach(holder -> verdict.about(holder, () -> {
            boolean ofDatabase = groups.isOfDatabase(holder);
            groups.ingress(holder).forEach(rule -> verdict.attempt(() -> judge(rule, ofDatabase, verdict)));
        }));
    }

    private static void judge(GroupRule rule, boolean ofDatabase, Verdict verdict) {
        if (ofDatabase || DatabaseGroups.isForDatabase(rule, verdict.setting(DatabaseGroups.PORTS))) {
            rule.eachRange(verdict, range -> range(range, verdict));
        }
    }

    private static void range(Value range, Verdict verdict) {
        if (range.text().isPresent() && !Internet.isInside(range, verdict.setting(CLIENTS))) {
            verdict.violation(range, "must not let a range of addresses in to a database", FIX);
        }
    }
}
