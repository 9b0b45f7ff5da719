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

/**
 * {@code s3-public-block}: no later mistake makes a bucket public.
 *
 * <p>AWS alone has such a block. MinIO's buckets are private until somebody says otherwise: {@code s3-not-public}.
 */
final class PublicBlock {

    private static final Setting<Boolean> BY_ACCOUNT = Setting.flag("accountBlocked",
            "true: the account has a full block of its own, set outside this stack", false);

    private static final List<String> FLAGS = List.of(
            "blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets");

    private PublicBlock() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("s3-public-block",
                        "a bucket has a full public access block, of its own or of its account",
                        "one grant, made by hand or by a later change, otherwise opens every file to the world",
                        "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6", "AWS-0086", "AWS-0087",
                        "AWS-0091", "AWS-0093",
                        "CIS AWS 2.1.4")
                .withSettings(BY_ACCOUNT);
        return new StackPolicy(rule, PublicBlock::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        for (StackResource block : stack.ofType(S3.PUBLIC_BLOCK)) {
            verdict.about(block, () -> full(block, verdict));
        }
        for (StackResource bucket : stack.ofType(S3.AWS_BUCKETS)) {
            verdict.about(bucket, () -> {
                boolean blocked = verdict.setting(BY_ACCOUNT)
                        || !S3.beside(stack, bucket, List.of(S3.PUBLIC_BLOCK)).isEmpty()
                        || stack.ofType(S3.ACCOUNT_BLOCK).stream().anyMatch(PublicBlock::isFull);
                if (!blocked) {
                    verdict.violation("has no public access block, must have one",
                            "add a BucketPublicAccessBlock of this bucket with " + String.join(", ", FLAGS)
                                    + " all true;"
                                    + " files for everyone are served through a CDN or the proxy");
                }
            });
        }
    }

    private static void full(StackResource block, Verdict verdict) {
        for (String flag : FLAGS) {
            verdict.attempt(() -> {
                Value given = block.get(flag);
                if (!given.isTrue()) {
                    verdict.violation(given, "must be true", "set " + flag + " to true");
                }
            });
        }
    }

    private static boolean isFull(StackResource block) {
        return FLAGS.stream().allMatch(flag -> block.get(flag).isTrue());
    }
}
