package dev.nself.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Object storage: names that every S3 server takes. */
final class StorageRules {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private StorageRules() {}

    static void check(PlatformArgs args, Problems problems) {
        List<String> buckets = args.storage().buckets();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < buckets.size(); index++) {
            String bucket = buckets.get(index);
            String path = Paths.item("storage.buckets", index);
            if (bucket == null) {
                continue;
            }
            if (!BUCKET.matcher(bucket).matches()) {
                problems.add(path, "must be 3 to 63 lower-case letters, digits and inner hyphens", bucket, null);
            } else if (bucket.startsWith("tenant-")) {
                problems.add(path, "must not start with tenant-, which tenants' own buckets do", bucket, null);
            } else if (!seen.add(bucket)) {
                problems.add(path, "must be unique", bucket, "remove one of them");
            }
        }
        if (!REGION.matcher(args.storage().region()).matches()) {
            problems.add("storage.region", "must be lower-case words joined by hyphens", args.storage().region(),
                    "for example us-east-1");
        }
    }
}
