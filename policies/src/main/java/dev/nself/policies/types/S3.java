package dev.nself.policies.types;

import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Types of buckets and of what is set beside them, and how these find each other. */
public final class S3 {

    /** Buckets of the AWS provider, which also serves stores other than AWS's. */
    public static final List<String> AWS_BUCKETS = List.of("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2");

    public static final String MINIO_BUCKET = "minio:index/s3Bucket:S3Bucket";

    /** Several buckets of one MinIO and their one user; its {@code buckets} are their names. */
    public static final String NSELF_BUCKETS = "nself:index:Bucket";

    public static final List<String> BUCKETS = Stream.concat(AWS_BUCKETS.stream(), Stream.of(MINIO_BUCKET)).toList();

    public static final String ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
    public static final String PUBLIC_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

    public static final List<String> ACLS = List.of("aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2");

    public static final List<String> OBJECTS = List.of(
            "aws:s3/bucketObject:BucketObject",
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "aws:s3/objectCopy:ObjectCopy",
            "minio:index/s3Object:S3Object");

    public static final List<String> BUCKET_POLICIES = List.of(
            "aws:s3/bucketPolicy:BucketPolicy", "minio:index/s3BucketPolicy:S3BucketPolicy");

    public static final List<String> ENCRYPTIONS = List.of(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            "minio:index/s3BucketServerSideEncryption:S3BucketServerSideEncryption");

    public static final List<String> VERSIONINGS = List.of(
            "aws:s3/bucketVersioning:BucketVersioning",
            "aws:s3/bucketVersioningV2:BucketVersioningV2",
            "minio:index/s3BucketVersioning:S3BucketVersioning");

    /** A bucket may be named through what was set on it before; longer chains nobody writes. */
    private static final int FURTHEST = 4;

    private S3() {}

    /**
     * What is set beside a bucket.
     *
     * <p>In a preview a new bucket has no name yet: then what the property {@code bucket} was made from tells. Where
     * nothing is found and one of them may be meant, reading its name ends the check as unknown.
     */
    public static List<StackResource> beside(Stack stack, StackResource bucket, List<String> types) {
        List<StackResource> all = stack.ofType(types);
        List<StackResource> found = all.stream().filter(other -> isOf(stack, other, bucket)).toList();
        if (found.isEmpty()) {
            all.stream().filter(other -> !isOfAny(stack, other)).forEach(other -> other.get("bucket").text());
        }
        return found;
    }

    /** What is set beside a bucket that is known by its name alone. */
    public static List<StackResource> beside(Stack stack, String bucket, List<String> types) {
        return stack.ofType(types).stream()
                .filter(other -> known(other.get("bucket")).filter(bucket::equals).isPresent()).toList();
    }

    /** The name, where this run knows it already; asking does not end the check. */
    public static Optional<String> known(Value value) {
        return value.isUnknown() ? Optional.empty() : value.text();
    }

    private static boolean isOf(Stack stack, StackResource other, StackResource bucket) {
        Optional<String> named = known(other.get("bucket"));
        Optional<String> name = known(bucket.get("bucket"));
        return named.isPresent() && name.isPresent()
                ? named.equals(name)
                : origins(stack, other, FURTHEST).anyMatch(bucket::equals);
    }

    private static boolean isOfAny(Stack stack, StackResource other) {
        return origins(stack, other, FURTHEST).anyMatch(origin -> BUCKETS.contains(origin.type()));
    }

    /** What the property {@code bucket} was made from, directly or through others that name a bucket. */
    private static Stream<StackResource> origins(Stack stack, StackResource resource, int steps) {
        return stack.sourcesOf(resource, "bucket").stream().flatMap(source ->
                steps == 0 ? Stream.of(source) : Stream.concat(Stream.of(source), origins(stack, source, steps - 1)));
    }
}
