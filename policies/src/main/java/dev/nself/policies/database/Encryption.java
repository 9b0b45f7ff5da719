package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/**
 * {@code db-encrypted}: what lies on a disk is encrypted.
 *
 * <p>An account's own default is not seen, so each disk must say it. There is no remedy: all of these are replaced,
 * with what is on them, when the flag changes.
 */
final class Encryption {

    private Encryption() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-encrypted",
                "databases and the disks of servers are encrypted",
                "a snapshot that is shared by mistake, or a disk that is thrown away, is otherwise a copy of every row",
                "CKV_AWS_16", "CKV_AWS_3", "CKV_AWS_8", "CKV_AWS_29", "CKV_AWS_42", "AWS-0080",
                        "AWSGuard rds-storage-encrypted");
        return ResourcePolicy.of(rule)
                .on(Aws.DATABASE_INSTANCE, (database, verdict) -> database(database, "replicateSourceDb", verdict))
                .on(Aws.DATABASE_GLOBAL_CLUSTER,
                        (database, verdict) -> database(database, "sourceDbClusterIdentifier", verdict))
                .on(Aws.DATABASE_CLUSTER, Encryption::cluster)
                .on(Aws.CACHE_REPLICATION_GROUP,
                        (cache, verdict) -> flag(cache.get("atRestEncryptionEnabled"), verdict))
                .on(Aws.DISK, (disk, verdict) -> flag(disk.get("encrypted"), verdict))
                .on(Aws.FILE_SYSTEM, (files, verdict) -> flag(files.get("encrypted"), verdict))
                .on(Aws.INSTANCE, Encryption::machine)
                .on(Aws.LAUNCH_TEMPLATE, Encryption::template)
                .on(Kubernetes.STORAGE_CLASS, Encryption::storageClass);
    }

    private static void flag(Value encrypted, Verdict verdict) {
        if (!encrypted.isTrue()) {
            String name = encrypted.path().substring(encrypted.path().lastIndexOf('.') + 1);
            verdict.violation(encrypted, "must be true",
                    "set " + name + " to true; what is there already moves by a snapshot's encrypted copy");
        }
    }

    /** A copy has what its source has. */
    private static void database(Resource database, String source, Verdict verdict) {
        Value encrypted = database.get("storageEncrypted");
        if (!encrypted.isAbsent() || database.get(source).isAbsent()) {
            flag(encrypted, verdict);
        }
    }

    /** Aurora's first serverless kind always is. */
    private static void cluster(Resource cluster, Verdict verdict) {
        Value encrypted = cluster.get("storageEncrypted");
        if (!encrypted.isAbsent() || cluster.get("engineMode").text().filter("serverless"::equals).isEmpty()) {
            flag(encrypted, verdict);
        }
    }

    private static void machine(Resource machine, Verdict verdict) {
        verdict.attempt(() -> {
            Value root = machine.get("rootBlockDevice");
            if (!root.isAbsent() || machine.get("launchTemplate").isAbsent()) {
                flag(root.get("encrypted"), verdict);
            }
        });
        verdict.each(machine.get("ebsBlockDevices"), disk -> flag(disk.get("encrypted"), verdict));
    }

    /** What a template leaves out, the machine or its image says. */
    private static void template(Resource template, Verdict verdict) {
        verdict.each(template.get("blockDeviceMappings"), mapping -> {
            if (!mapping.get("ebs").isAbsent()) {
                flag(mapping.get("ebs").get("encrypted"), verdict);
            }
        });
    }

    private static void storageClass(Resource storage, Verdict verdict) {
        if (storage.get("provisioner").text()
                .filter(name -> name.equals("ebs.csi.aws.com") || name.equals("kubernetes.io/aws-ebs")).isPresent()) {
            flag(storage.get("parameters").get("encrypted"), verdict);
        } else {
            verdict.notApplicable("disks of another kind");
        }
    }
}
