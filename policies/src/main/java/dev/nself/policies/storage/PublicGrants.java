package dev.nself.policies.storage;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.PolicyDocument;
import dev.nself.policies.types.S3;
import dev.nself.policies.types.Scripts;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code s3-not-public}: neither a list, a policy nor a command opens a bucket to everyone. */
final class PublicGrants {

    /** Every account of AWS counts as everyone: anybody may have one. */
    private static final Set<String> PUBLIC = Set.of(
            "authenticated-read", "public", "public-read", "public-read-write", "public-write");

    private static final Pattern EVERYONE = Pattern.compile(".*/groups/global/(AllUsers|AuthenticatedUsers)");

    private static final Pattern COMMAND = Pattern.compile(
            "\\banonymous\\s+set\\s+(?:--\\S+\\s+)*(?:public|download|upload)\\b"
                    + "|\\bmc\\b[^;&|\\n]*\\bpolicy\\s+set\\s+(?:--\\S+\\s+)*(?:public|download|upload)\\b"
                    + "|\\baws\\b[^;&|\\n]*\\bs3(?:api)?\\b[^;&|\\n]*"
                    + "--acl[ =]+(?:public-read|public-read-write|authenticated-read)\\b");

    private static final String PRIVATE =
            "make it private, and hand out files by signed addresses or through the application";

    private static final String NAME_CALLERS =
            "name the callers as Principal, or tie the statement to them by a condition such as"
                    + " aws:SourceArn, aws:SourceVpce or aws:PrincipalOrgID";

    private PublicGrants() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("s3-not-public",
                        "no access list, policy or command opens a bucket or a file to everyone",
                        "scanners find open buckets within hours, and what was read cannot be taken back",
                        "CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_70", "AWS-0092", "CWE-732")
                .withSeverity(Severity.CRITICAL);
        return ResourcePolicy.of(rule)
                .on(S3.BUCKETS, PublicGrants::bucket)
                .on(S3.ACLS, PublicGrants::list)
                .on(S3.OBJECTS, (object, verdict) -> verdict.attempt(() -> canned(object.get("acl"), verdict)))
                .on(S3.BUCKET_POLICIES, (policy, verdict) -> document(policy.get("policy"), verdict))
                .on(Docker.CONTAINER, PublicGrants::container)
                .on(Kubernetes.WORKLOADS, PublicGrants::workload)
                .on(Scripts.COMMANDS, (command, verdict) ->
                        Scripts.ofCommand(command).forEach(script ->
                                verdict.attempt(() -> command(script, Scripts.plain(script), verdict))));
    }

    private static void bucket(Resource bucket, Verdict verdict) {
        verdict.attempt(() -> canned(bucket.get("acl"), verdict));
        verdict.each(bucket.get("grants"), grant -> grantee(grant.get("uri"), verdict));
        verdict.attempt(() -> document(bucket.get("policy"), verdict));
    }

    private static void list(Resource list, Verdict verdict) {
        verdict.attempt(() -> canned(list.get("acl"), verdict));
        verdict.each(list.get("accessControlPolicy").get("grants"), grant ->
                grantee(grant.get("grantee").get("uri"), verdict));
    }

    private static void canned(Value acl, Verdict verdict) {
        if (acl.text().filter(PUBLIC::contains).isPresent()) {
            verdict.violation(acl, "must not be open to everyone", PRIVATE);
        }
    }

    private static void grantee(Value uri, Verdict verdict) {
        if (uri.text().filter(text -> EVERYONE.matcher(text).matches()).isPresent()) {
            verdict.violation(uri, "must not be everyone", PRIVATE);
        }
    }

    private static void document(Value given, Verdict verdict) {
        for (PolicyDocument.Statement statement : PolicyDocument.of(given).statements()) {
            verdict.attempt(() -> {
                if (statement.allows() && statement.isForEveryone() && !statement.isTiedToCallers()) {
                    verdict.violation(statement.shown("Principal *"),
                            "must not allow everyone " + statement.actions(), NAME_CALLERS);
                }
            });
        }
    }

    private static void container(Resource container, Verdict verdict) {
        for (Value words : Docker.commandLines(container.properties())) {
            verdict.attempt(() -> command(words, Scripts.line(words), verdict));
        }
    }

    private static void workload(Resource workload, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload)) {
            for (Value words : List.of(container.get("command"), container.get("args"))) {
                verdict.attempt(() -> command(words, Scripts.line(words), verdict));
            }
        }
    }

    /** Only the words that open it are shown: a script may hold a secret. */
    private static void command(Value place, String text, Verdict verdict) {
        Matcher opening = COMMAND.matcher(text);
        if (opening.find()) {
            String words = opening.group().replaceFirst("(?s)^.*?(?=anonymous|policy|--acl)", "");
            verdict.violation(place.part("command", words), "must not open a bucket to everyone", PRIVATE);
        }
    }
}
