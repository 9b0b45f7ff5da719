package dev.nself.policies.storage;

import dev.nself.policies.types.S3;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code s3-encrypt-version-kept} for buckets of backups and tenants, whose loss nobody can make good, and
 * {@code s3-encrypt-version} for all others.
 *
 * <p>AWS has encrypted all new objects by itself since 2023-01-05. Other stores behind the same provider do not, and
 * an auditor reads what is declared: so it is asked for, unless the rule's {@code encryptedByStore} says otherwise.
 */
final class EncryptAndVersion {

    private static final Setting<List<String>> KEPT = Setting.texts("keptNames",
            "a bucket counts as one of backups or tenants when one of these occurs in its name, logical or real, in "
                    + "lower case",
            List.of("backup", "tenant"));

    private static final Setting<Boolean> BY_STORE = Setting.flag("encryptedByStore",
            "true: the store or its disks encrypt everything without being asked", false);

    private static final String REASON =
            "a deleted or overwritten file is gone without versions; a lost disk is read without encryption";
    private static final String[] SOURCES = {"CKV_AWS_19", "CKV_AWS_21", "AWS-0088", "AWS-0090"};

    private static final String ENCRYPT =
            "add a BucketServerSideEncryptionConfiguration with sseAlgorithm AES256 or aws:kms; in MinIO an"
                    + " S3BucketServerSideEncryption; where disks are encrypted, set the rule's encryptedByStore";

    private static final String VERSION =
            "add a BucketVersioning of this bucket with status Enabled; in MinIO an S3BucketVersioning";

    private final boolean kept;

    private EncryptAndVersion(boolean kept) {
        this.kept = kept;
    }

    static Policy kept() {
        Rule rule = Rule.mandatory(
                "s3-encrypt-version-kept", "a bucket of backups or of a tenant is encrypted and keeps versions",
                REASON, SOURCES);
        return new StackPolicy(rule.withSettings(KEPT, BY_STORE), new EncryptAndVersion(true)::check);
    }

    static Policy others() {
        Rule rule = Rule.advisory("s3-encrypt-version", "a bucket is encrypted and keeps versions", REASON, SOURCES);
        return new StackPolicy(rule.withSettings(KEPT, BY_STORE), new EncryptAndVersion(false)::check);
    }

    private void check(Stack stack, Verdict verdict) {
        for (StackResource bucket : stack.ofType(S3.BUCKETS)) {
            if (isKept(bucket.name() + " " + S3.known(bucket.get("bucket")).orElse(""), verdict) == kept) {
                verdict.about(bucket, () -> bucket(stack, bucket, verdict));
            }
        }
        for (StackResource buckets : stack.ofType(S3.NSELF_BUCKETS)) {
            verdict.about(buckets, () -> verdict.each(buckets.get("buckets"), name -> named(stack, name, verdict)));
        }
    }

    private static boolean isKept(String names, Verdict verdict) {
        String lower = names.toLowerCase(Locale.ROOT);
        return verdict.setting(KEPT).stream().anyMatch(lower::contains);
    }

    private static void bucket(Stack stack, StackResource bucket, Verdict verdict) {
        verdict.attempt(() -> {
            if (!verdict.setting(BY_STORE) && !isEncryptedItself(bucket)
                    && S3.beside(stack, bucket, S3.ENCRYPTIONS).isEmpty()) {
                verdict.violation("says nothing of encryption, must be encrypted", ENCRYPT);
            }
        });
        verdict.attempt(() -> {
            if (!isVersionedItself(bucket)
                    && S3.beside(stack, bucket, S3.VERSIONINGS).stream().noneMatch(EncryptAndVersion::isOn)) {
                verdict.violation("keeps no versions, must keep them", VERSION);
            }
        });
    }

    private void named(Stack stack, Value name, Verdict verdict) {
        String text = name.text().orElse("");
        if (isKept(text, verdict) != kept) {
            return;
        }
        if (!verdict.setting(BY_STORE) && S3.beside(stack, text, S3.ENCRYPTIONS).isEmpty()) {
            verdict.violation(name, "must be encrypted", ENCRYPT);
        }
        if (S3.beside(stack, text, S3.VERSIONINGS).stream().noneMatch(EncryptAndVersion::isOn)) {
            verdict.violation(name, "must keep versions", VERSION);
        }
    }

    private static boolean isOn(StackResource versioning) {
        return versioning.get("versioningConfiguration").get("status").text().filter("Enabled"::equals).isPresent();
    }

    /** What a bucket does not say itself is unknown in the preview that makes it; so unknown is not given. */
    private static boolean isVersionedItself(StackResource bucket) {
        return Stream.concat(Stream.of(bucket.get("versioning")), items(bucket.get("versionings")))
                .map(versioning -> versioning.get("enabled"))
                .anyMatch(enabled -> !enabled.isUnknown() && enabled.isTrue());
    }

    private static boolean isEncryptedItself(StackResource bucket) {
        Value one = bucket.get("serverSideEncryptionConfiguration").get("rule")
                .get("applyServerSideEncryptionByDefault");
        Stream<Value> several = items(bucket.get("serverSideEncryptionConfigurations"))
                .flatMap(configuration -> items(configuration.get("rules")))
                .flatMap(rule -> items(rule.get("applyServerSideEncryptionByDefaults")));
        return Stream.concat(Stream.of(one), several).map(given -> given.get("sseAlgorithm"))
                .flatMap(name -> S3.known(name).stream())
                .anyMatch(name -> !name.isEmpty());
    }

    private static Stream<Value> items(Value list) {
        return list.isUnknown() ? Stream.empty() : list.items().stream();
    }
}
