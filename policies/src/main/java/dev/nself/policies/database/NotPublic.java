package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code db-not-public}: no database has an address of the internet. */
final class NotPublic {

    private static final String PROPERTY = "publiclyAccessible";

    private NotPublic() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-not-public",
                        "a database has no public address",
                        "every public database is found within hours, and then passwords are all that keeps it",
                        "CKV_AWS_17", "AWS-0180", "AWSGuard rds-instance-public-access")
                .withSeverity(Severity.CRITICAL);
        return ResourcePolicy.of(rule)
                .on(List.of(Aws.DATABASE_INSTANCE, Aws.DATABASE_CLUSTER, Aws.DATABASE_CLUSTER_INSTANCE),
                        NotPublic::check)
                .remedy(Aws.DATABASE_INSTANCE, NotPublic::remedied)
                .remedy(Aws.DATABASE_CLUSTER_INSTANCE, NotPublic::remedied);
    }

    private static void check(Resource database, Verdict verdict) {
        Value open = database.get(PROPERTY);
        if (open.isTrue()) {
            verdict.violation(open, "must not be reachable from the internet",
                    "set publiclyAccessible to false and reach it from the same network, or through a session manager");
        }
    }

    private static Value remedied(Resource database, Verdict verdict) {
        return database.get(PROPERTY).isTrue() ? database.properties().with(PROPERTY, false) : database.properties();
    }
}
