package dev.nself.provider.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.schema.Inputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code sh -s} runs in a MinIO container. The script comes by standard input, secrets go on to mc by its
 * environment and standard input, never by an argument. The published image has sh, coreutils and mc, no grep nor sed.
 *
 * <p>All values are checked to be plain letters, digits, dots and dashes: none needs quoting.
 */
final class MinioScript {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MinioScript() {}

    /** Makes what is missing and sets the user's secret and rights; may run any number of times. */
    static String ensure(Inputs declared) {
        StringBuilder script = new StringBuilder(asRoot(declared));
        script.append("run ready nself </dev/null\n");
        for (String bucket : declared.texts("buckets")) {
            script.append("run mb --ignore-existing nself/%s </dev/null\n".formatted(bucket));
        }
        script.append("""
                printf '%%s\\n' '%1$s' | run admin policy create nself nself-%2$s /dev/stdin
                printf '%%s\\n%%s\\n' '%2$s' '%3$s' | run admin user add nself
                run admin policy attach nself nself-%2$s --user %2$s </dev/null
                """.formatted(policy(declared.texts("buckets")), declared.text("accessKey"), declared.text("secretKey")));
        return script.toString();
    }

    /** Prints a line for every bucket that the user cannot list. */
    static String check(Inputs declared) {
        StringBuilder script = new StringBuilder(
                trust(declared) + "export MC_HOST_check='%s://%s:%s@localhost:9000'\n"
                        .formatted(scheme(declared), declared.text("accessKey"), declared.text("secretKey")));
        for (String bucket : declared.texts("buckets")) {
            script.append("mc ls check/%1$s </dev/null >/dev/null 2>&1 || echo 'bucket %1$s: not there for user %2$s'\n"
                    .formatted(bucket, declared.text("accessKey")));
        }
        return script.toString();
    }

    static String removeUser(Inputs declared, String user) {
        return asRoot(declared) + """
                if mc admin user info nself %1$s </dev/null >/dev/null 2>&1; then
                    run admin user remove nself %1$s </dev/null
                    run admin policy remove nself nself-%1$s </dev/null
                fi
                """.formatted(user);
    }

    private static String asRoot(Inputs declared) {
        String user = declared.text("rootUser");
        String password = declared.text("rootPassword");
        return "set -eu\n" + trust(declared) + """
                export MC_HOST_nself="%s://%s:%s@localhost:9000"
                run() { mc "$@" >/dev/null; }
                """.formatted(
                        scheme(declared),
                        user.isEmpty() ? "$MINIO_ROOT_USER" : user,
                        password.isEmpty() ? "$MINIO_ROOT_PASSWORD" : password);
    }

    private static String scheme(Inputs declared) {
        return declared.text("authority").isEmpty() ? "http" : "https";
    }

    /** mc trusts what lies in a folder of its own. */
    private static String trust(Inputs declared) {
        String authority = declared.text("authority");
        return "export MC_CONFIG_DIR=/tmp/.mc\n" + (authority.isEmpty()
                ? ""
                : "mkdir -p /tmp/.mc/certs/CAs && cp %s /tmp/.mc/certs/CAs/nself.crt\n".formatted(authority));
    }

    private static String policy(List<String> buckets) {
        Map<String, Object> onBuckets = statement(
                List.of("s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"), buckets, "");
        Map<String, Object> onObjects = statement(
                List.of(
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:DeleteObject",
                        "s3:ListMultipartUploadParts",
                        "s3:AbortMultipartUpload"),
                buckets,
                "/*");
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", List.of(onBuckets, onObjects));
        try {
            return JSON.writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy of texts cannot be written", e);
        }
    }

    private static Map<String, Object> statement(List<String> actions, List<String> buckets, String suffix) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put(
                "Resource",
                buckets.stream()
                        .map(bucket -> "arn:aws:s3:::" + bucket + suffix)
                        .toList());
        return statement;
    }
}
