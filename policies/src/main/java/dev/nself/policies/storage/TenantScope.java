package dev.nself.policies.storage;

import dev.nself.policies.types.Iam;
import dev.nself.policies.types.PolicyDocument;
import dev.nself.policies.types.S3;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code s3-tenant-scope}: a credential opens the buckets of one tenant.
 *
 * <p>A policy's tenant is told by its tag, by the tenant whose bucket's name occurs in the policy's own, or else by
 * the first bucket in it. Names that begin alike are taken for one tenant's: {@code acme} and {@code acme-uploads}.
 */
final class TenantScope {

    private static final Setting<String> PATTERN = Setting.text("tenantPattern",
            "names of tenants' buckets, a * where the tenant's name stands", "tenant-*");

    private static final Setting<String> TAG = Setting.text(
            "tenantTag", "tag of a policy that says whose it is", "tenant");

    private static final Setting<List<String>> SHARED = Setting.texts("shared",
            "logical names of credentials that serve every tenant, such as the application's own; even they may not "
                    + "reach every bucket",
            List.of());

    /** What tells that a bucket is there, not what is in it; AWS knows most of them for all buckets only. */
    private static final Set<String> HARMLESS = Set.of(
            "s3:listallmybuckets", "s3:getbucketlocation", "s3:getaccountpublicaccessblock", "s3:listaccesspoints",
            "s3:listjobs",
            "s3:listmultiregionaccesspoints", "s3:liststoragelensconfigurations", "s3:liststoragelensgroups");

    private static final String NAME_IT =
            "name the tenant's bucket: arn:aws:s3:::tenant-acme and arn:aws:s3:::tenant-acme/*; for a role of many"
                    + " tenants use a variable: arn:aws:s3:::tenant-${aws:PrincipalTag/tenant}/*";

    private static final String SPLIT =
            "make a credential for each tenant, or name this one in the rule's shared when it serves all of them";

    private TenantScope() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("s3-tenant-scope",
                        "a credential reaches the buckets of one tenant and no others",
                        "whoever gets hold of one tenant's credential otherwise reads the files of all",
                        "CKV_AWS_288", "CKV_AWS_355", "AWS-0345", "CWE-668")
                .withSeverity(Severity.CRITICAL)
                .withSettings(PATTERN, TAG, SHARED);
        return new StackPolicy(rule, TenantScope::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        Tenants tenants = Tenants.of(verdict.setting(PATTERN));
        for (StackResource policy : stack.ofType(Iam.POLICIES)) {
            verdict.about(policy, () -> given(stack, policy, tenants, verdict));
        }
        for (StackResource role : stack.ofType(Iam.ROLE)) {
            // Where a role has none, they are unknown in the preview that makes it.
            if (!role.get("inlinePolicies").isUnknown()) {
                verdict.about(role, () -> verdict.each(role.get("inlinePolicies"), inline ->
                        document(inline.get("policy"), own(stack, role, tenants, verdict), tenants,
                                isShared(role, verdict), verdict)));
            }
        }
        for (StackResource attachment : stack.ofType(Iam.ATTACHMENTS)) {
            verdict.about(attachment, () -> Iam.everyBucket(stack, attachment).ifPresent(name ->
                    verdict.violation(name, "must not be a policy for every bucket", NAME_IT)));
        }
        for (StackResource buckets : stack.ofType(S3.NSELF_BUCKETS)) {
            if (!isShared(buckets, verdict)) {
                verdict.about(buckets, () -> oneUser(buckets.get("buckets"), tenants, verdict));
            }
        }
    }

    private static void given(Stack stack, StackResource policy, Tenants tenants, Verdict verdict) {
        Value given = policy.get("policy");
        List<StackResource> sources = stack.sourcesOf(policy, "policy");
        if (given.isUnknown() && sources.isEmpty() && policy.type().equals(Iam.SERVICE_ACCOUNT)) {
            // It has its user's policy.
            return;
        }
        if (given.isUnknown() && !isShared(policy, verdict)) {
            List<String> made = distinct(sources.stream().flatMap(source -> tenant(source, tenants).stream()));
            if (made.size() > 1) {
                verdict.violation("policy is made from buckets of the tenants " + String.join(", ", made)
                        + ", must be from one tenant's", SPLIT);
                return;
            }
        }
        document(given, own(stack, policy, tenants, verdict), tenants, isShared(policy, verdict), verdict);
    }

    private static void document(Value given, Optional<String> own, Tenants tenants, boolean shared, Verdict verdict) {
        List<String> reached = new ArrayList<>(own.stream().toList());
        for (PolicyDocument.Statement statement : PolicyDocument.of(given).statements()) {
            verdict.attempt(() -> {
                if (statement.allows() && !statement.isTiedToTags()
                        && statement.actions().stream().anyMatch(TenantScope::reads)) {
                    for (String resource : statement.resources()) {
                        Tenants.bucket(resource).ifPresent(bucket ->
                                judge(statement.shown(resource), bucket, tenants, shared, reached, verdict));
                    }
                }
            });
        }
    }

    private static void judge(
            Value shown, String bucket, Tenants tenants, boolean shared, List<String> reached, Verdict verdict) {
        switch (tenants.reach(bucket)) {
            case EVERYTHING -> verdict.violation(shown, "must not be every bucket", NAME_IT);
            case MANY_TENANTS -> {
                if (!shared) {
                    verdict.violation(shown, "must not be buckets of many tenants", NAME_IT);
                }
            }
            case ONE_TENANT -> {
                String tenant = tenants.tenant(bucket).orElse("$");
                if (!shared && reached.stream().anyMatch(other -> !Tenants.isSame(other, tenant))) {
                    verdict.violation(shown, "must not be another bucket than of the tenant " + reached.get(0), SPLIT);
                }
                reached.add(tenant);
            }
            case NO_TENANT -> { }
        }
    }

    private static void oneUser(Value buckets, Tenants tenants, Verdict verdict) {
        List<String> found = distinct(buckets.texts().stream().flatMap(name -> tenants.tenant(name).stream()));
        if (found.size() > 1) {
            verdict.violation(buckets,
                    "must not be of the tenants " + String.join(", ", found) + " for one user", SPLIT);
        }
    }

    /** Only a tenant that has a bucket here: many a policy is called tenant-policy. */
    private static Optional<String> own(Stack stack, StackResource policy, Tenants tenants, Verdict verdict) {
        Optional<String> tagged = S3.known(policy.get("tags").get(verdict.setting(TAG)));
        List<String> known = stack.ofType(S3.BUCKETS).stream().flatMap(bucket -> tenant(bucket, tenants).stream())
                .toList();
        return tagged.or(() -> Stream.of("name", "user", "role", "group", "targetUser")
                .flatMap(property -> S3.known(policy.get(property)).stream())
                .flatMap(name -> tenants.mentioned(name).stream())
                .flatMap(mentioned -> known.stream().filter(tenant -> Tenants.isSame(tenant, mentioned)))
                .findFirst());
    }

    private static Optional<String> tenant(StackResource bucket, Tenants tenants) {
        return !S3.BUCKETS.contains(bucket.type()) ? Optional.empty()
                : S3.known(bucket.get("bucket")).flatMap(tenants::tenant).or(() -> tenants.mentioned(bucket.name()));
    }

    private static List<String> distinct(Stream<String> tenants) {
        List<String> distinct = new ArrayList<>();
        tenants.filter(tenant -> distinct.stream().noneMatch(other -> Tenants.isSame(other, tenant)))
                .forEach(distinct::add);
        return distinct;
    }

    private static boolean reads(String action) {
        return (action.startsWith("s3:") || action.matches("s?3?\\*.*")) && !HARMLESS.contains(action);
    }

    private static boolean isShared(StackResource credential, Verdict verdict) {
        return verdict.setting(SHARED).contains(credential.name());
    }
}
