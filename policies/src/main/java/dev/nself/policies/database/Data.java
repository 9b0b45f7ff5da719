package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Resource;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which resources hold what nobody can make again. */
final class Data {

    static final Setting<List<String>> NAMES = Setting.texts("names",
            "words of a Docker volume's name that say that it holds data",
            List.of("backup", "backups", "data", "database", "db", "minio", "mysql", "pgdata", "postgres",
                    "postgresql", "storage", "uploads"));

    static final Setting<List<String>> EXCEPT = Setting.texts("except",
            "words of a name that say that what is in it can be made again",
            List.of("cache", "log", "logs", "temp", "tmp"));

    static final List<String> BUCKETS = List.of("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2");

    /** Databases that a cloud runs. */
    static final List<String> MANAGED =
            List.of(Aws.DATABASE_INSTANCE, Aws.DATABASE_CLUSTER, Aws.DATABASE_GLOBAL_CLUSTER);

    /** What holds data unless its name says that it does not. */
    private static final List<String> STORES = List.of(
            Aws.DISK, Aws.FILE_SYSTEM, BUCKETS.get(0), BUCKETS.get(1), Kubernetes.VOLUME_CLAIM,
                    Kubernetes.POSTGRES_CLUSTER);

    private Data() {}

    /** Whether it is a disk, a bucket or a volume of data by its kind and name. */
    static boolean isStore(Resource resource, Verdict verdict) {
        boolean exempt = hasWord(resource, verdict.setting(EXCEPT));
        return !exempt && (STORES.contains(resource.type())
                || resource.type().equals(Docker.VOLUME) && hasWord(resource, verdict.setting(NAMES)));
    }

    /** Whether it is a database of its own rather than a copy of one, which can be made again. */
    static boolean isDatabase(Resource resource) {
        return MANAGED.contains(resource.type())
                && resource.get("replicateSourceDb").isAbsent()
                && resource.get("replicationSourceIdentifier").isAbsent();
    }

    private static boolean hasWord(Resource resource, List<String> words) {
        Value physical = resource.get("name");
        String names = resource.name() + " " + (physical.isUnknown() ? "" : physical.text().orElse(""));
        return Arrays.stream(names.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .anyMatch(words::contains);
    }
}
