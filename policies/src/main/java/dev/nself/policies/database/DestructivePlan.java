package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.ProductionStacks;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code db-no-destructive-plan}: no update of production takes data with it.
 *
 * <p>The engine tells a pack what will be, not what is deleted or replaced for it. So this rule asks that the engine
 * itself refuses: a database must be protected ({@code protect}), besides the cloud's own switch, with which a replace
 * would only fail after an empty database has taken the first one's place. And it asks for what is left where
 * something is deleted after all: last snapshots, backups, disks; and that nothing is deleted before its successor is
 * there.
 *
 * <p>To delete or replace one after all, name it in the rule's {@code exceptions}, with reason and end.
 */
final class DestructivePlan {

    private static final List<String> STORES = Stream.concat(Data.BUCKETS.stream(),
                    Stream.of(Docker.VOLUME, Aws.DISK, Aws.FILE_SYSTEM, Kubernetes.VOLUME_CLAIM,
                            Kubernetes.POSTGRES_CLUSTER))
            .toList();

    private static final String RETAIN = "set it to Retain and delete by hand what is no longer needed";

    private DestructivePlan() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-no-destructive-plan",
                        "no update deletes what holds production's data, or does so before its successor is there",
                        "a plan is read in a hurry, and a replace looks like any other change",
                        "terraform-aws-rds#626", "CKV_AWS_293")
                .withSeverity(Severity.CRITICAL)
                .withSettings(ProductionStacks.STACKS, Data.NAMES, Data.EXCEPT);
        return ResourcePolicy.of(rule)
                .on(Data.MANAGED, DestructivePlan::database)
                .on(STORES, DestructivePlan::store)
                .on(Aws.INSTANCE, DestructivePlan::machine)
                .on(Kubernetes.STORAGE_CLASS, DestructivePlan::storageClass)
                .on(Kubernetes.VOLUME, DestructivePlan::volume)
                .on(Kubernetes.STATEFUL_SET, DestructivePlan::statefulSet);
    }

    private static void database(Resource database, Verdict verdict) {
        if (!ProductionStacks.areAsked(verdict) || !Data.isDatabase(database)) {
            return;
        }
        if (!database.options().protect()) {
            verdict.violation("must be protected, so that a plan that replaces it is refused",
                    "set the resource option protect to true");
        }
        successor(database, verdict);
        if (database.type().equals(Aws.DATABASE_GLOBAL_CLUSTER)) {
            return;
        }
        verdict.attempt(() -> {
            Value skip = database.get("skipFinalSnapshot");
            if (skip.isTrue()) {
                verdict.violation(skip, "must be false",
                        "set skipFinalSnapshot to false and finalSnapshotIdentifier to a name");
            }
        });
        verdict.attempt(() -> {
            Value backups = database.get("deleteAutomatedBackups");
            if (!backups.isFalse()) {
                verdict.violation(backups, "must be false, since nothing means true",
                        "set deleteAutomatedBackups to false");
            }
        });
    }

    private static void store(Resource store, Verdict verdict) {
        if (!ProductionStacks.areAsked(verdict) || !Data.isStore(store, verdict)) {
            return;
        }
        successor(store, verdict);
        Value force = store.get("forceDestroy");
        if (Data.BUCKETS.contains(store.type()) && force.isTrue()) {
            verdict.violation(force, "must be false, else the bucket is deleted with all that is in it",
                    "set forceDestroy to false");
        }
    }

    private static void successor(Resource resource, Verdict verdict) {
        if (resource.options().deleteBeforeReplace().orElse(false)) {
            verdict.violation("must not be deleted before its successor is there, got deleteBeforeReplace",
                    "remove the option deleteBeforeReplace");
        }
    }

    /** The first disk holds the system; AWS deletes the others with the machine unless it is told not to. */
    private static void machine(Resource machine, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict)) {
            verdict.each(machine.get("ebsBlockDevices"), disk -> {
                Value delete = disk.get("deleteOnTermination");
                if (!delete.isFalse()) {
                    verdict.violation(delete, "must be false, since nothing means true",
                            "set deleteOnTermination to false, or make the disk an aws.ebs.Volume that is protected");
                }
            });
        }
    }

    private static void storageClass(Resource storage, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict)) {
            Value policy = storage.get("reclaimPolicy");
            if (policy.text().filter("Retain"::equals).isEmpty()) {
                verdict.violation(policy, "must be Retain, since nothing means Delete", RETAIN);
            }
        }
    }

    private static void volume(Resource volume, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict)) {
            retained(volume.get("spec").get("persistentVolumeReclaimPolicy"), verdict);
        }
    }

    private static void statefulSet(Resource set, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict)) {
            Value policy = set.get("spec").get("persistentVolumeClaimRetentionPolicy");
            verdict.attempt(() -> retained(policy.get("whenDeleted"), verdict));
            verdict.attempt(() -> retained(policy.get("whenScaled"), verdict));
        }
    }

    private static void retained(Value policy, Verdict verdict) {
        if (policy.text().filter(text -> !text.equals("Retain")).isPresent()) {
            verdict.violation(policy, "must be Retain", RETAIN);
        }
    }
}
