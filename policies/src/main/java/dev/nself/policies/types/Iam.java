package dev.nself.policies.types;

import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Types of users' rights: of AWS and of MinIO, which has the same language for them. */
public final class Iam {

    public static final String SERVICE_ACCOUNT = "minio:index/iamServiceAccount:IamServiceAccount";

    /** Their {@code policy} is a document. */
    public static final List<String> POLICIES = List.of(
            "aws:iam/groupPolicy:GroupPolicy",
            "aws:iam/policy:Policy",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:iam/userPolicy:UserPolicy",
            "minio:index/iamGroupPolicy:IamGroupPolicy",
            "minio:index/iamPolicy:IamPolicy",
            SERVICE_ACCOUNT);

    /** Its {@code inlinePolicies} hold documents. */
    public static final String ROLE = "aws:iam/role:Role";

    /** They give a policy that is known by its name to somebody. */
    public static final List<String> ATTACHMENTS = List.of(
            "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
            "aws:iam/policyAttachment:PolicyAttachment",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "aws:iam/userPolicyAttachment:UserPolicyAttachment",
            "minio:index/iamGroupPolicyAttachment:IamGroupPolicyAttachment",
            "minio:index/iamUserPolicyAttachment:IamUserPolicyAttachment");

    /** The stores' own policies that reach every bucket. */
    private static final Pattern EVERY_BUCKET = Pattern.compile(
            "arn:[^:]*:iam::aws:policy/AmazonS3(FullAccess|ReadOnlyAccess)|consoleAdmin|readonly|readwrite|writeonly");

    private Iam() {}

    /**
     * The name of an attached policy that reaches every bucket; empty for another, such as one that the stack makes.
     */
    public static Optional<Value> everyBucket(Stack stack, StackResource attachment) {
        return Stream.of("policyArn", "policyName")
                .filter(property -> !attachment.get(property).isUnknown()
                        || stack.sourcesOf(attachment, property).isEmpty())
                .map(attachment::get)
                .filter(name -> name.text().filter(text -> EVERY_BUCKET.matcher(text).matches()).isPresent())
                .findFirst();
    }
}
