package dev.nself.policies.storage;

import dev.nself.policies.types.S3;
import dev.nself.policies.types.StackNames;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;

/** {@code s3-backup-kept}: backups do not go with what they are a backup of. */
final class BackupKept {

    private static final Setting<List<String>> NAMES = Setting.texts("names",
            "a bucket is looked at when one of these occurs in its name, logical or real, in lower case",
            List.of("backup"));

    private static final Setting<List<String>> DEVELOPMENT = Setting.texts("developmentStacks",
            "names of stacks whose backups may go with them, a * at the end for any text",
            StackNames.DEVELOPMENT);

    private BackupKept() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("s3-backup-kept",
                        "a bucket of backups is not emptied when its stack is destroyed",
                        "who destroys the stack by mistake, or with a stolen token, otherwise takes the last copy too",
                        "CIS Controls 11.3", "CIS Controls 11.4")
                .withSettings(NAMES, DEVELOPMENT);
        ResourcePolicy policy = ResourcePolicy.of(rule).on(S3.BUCKETS, BackupKept::check);
        for (String type : S3.BUCKETS) {
            policy = policy.remedy(type, BackupKept::remedied);
        }
        return policy;
    }

    private static void check(Resource bucket, Verdict verdict) {
        if (!isKept(bucket, verdict)) {
            verdict.notApplicable("no bucket of backups, or a development stack");
            return;
        }
        Value force = bucket.get("forceDestroy");
        if (force.isTrue()) {
            verdict.violation(force, "must not be true",
                    "remove it; when the backups are to go, empty the bucket by hand first");
        }
    }

    private static Value remedied(Resource bucket, Verdict verdict) {
        return isKept(bucket, verdict) && bucket.get("forceDestroy").isTrue()
                ? bucket.properties().with("forceDestroy", false)
                : bucket.properties();
    }

    private static boolean isKept(Resource bucket, Verdict verdict) {
        String names = (bucket.name() + " " + S3.known(bucket.get("bucket")).orElse("")).toLowerCase(Locale.ROOT);
        return verdict.setting(NAMES).stream().anyMatch(names::contains)
                && !StackNames.match(verdict.setting(DEVELOPMENT), verdict.run());
    }
}
