package dev.nself.policies.firewall;

import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/**
 * {@code fw-db-group}: a database that names no security group is in the network's default one, with everything else
 * that names none.
 */
final class DatabaseGroupNamed {

    private DatabaseGroupNamed() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-db-group",
                "a database is in a security group of its own",
                "in the network's default group everything reaches everything else that was given no group",
                "CKV2_AWS_12", "CIS AWS 5.4");
        return ResourcePolicy.of(rule).on(DatabaseGroups.DATABASES.keySet(), DatabaseGroupNamed::check);
    }

    private static void check(Resource database, Verdict verdict) {
        String property = DatabaseGroups.DATABASES.get(database.type());
        Value groups = database.get(property);
        if (groups.items().isEmpty()) {
            verdict.violation(groups, "must name a security group",
                    "set " + property + " to a group that lets in its programs only");
        }
    }
}
