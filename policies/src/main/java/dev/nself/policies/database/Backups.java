package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.PostgresServers;
import dev.nself.policies.types.PostgresSettings;
import dev.nself.policies.types.ProductionStacks;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/**
 * {@code db-backup}: a production database can be brought back to a moment in the past.
 *
 * <p>RDS does so by itself for as many days as it keeps backups; a server of one's own does where it archives its
 * write-ahead log. A dump once a night is not enough: it loses the day.
 */
final class Backups {

    private static final Setting<Double> LEAST =
            Setting.number("leastDays", "for how many days backups must be kept at least", 1, 1);

    private Backups() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-backup",
                        "a production database keeps backups and the log from which any moment can be restored",
                        "a wrong DELETE is replicated to every standby at once; only a backup brings the rows back",
                        "CKV_AWS_133", "AWS-0077", "CISP 7.3", "CISP 7.4")
                .withSettings(ProductionStacks.STACKS, LEAST);
        return ResourcePolicy.of(rule)
                .on(PostgresServers.TYPES, Backups::servers)
                .on(Aws.DATABASE_INSTANCE, Backups::instance)
                .on(Aws.DATABASE_CLUSTER, Backups::cluster);
    }

    private static void servers(Resource resource, Verdict verdict) {
        if (!ProductionStacks.areAsked(verdict)) {
            return;
        }
        if (resource.type().equals(Kubernetes.POSTGRES_CLUSTER)) {
            operator(resource.get("spec"), verdict);
            return;
        }
        for (PostgresSettings server : PostgresServers.in(resource)) {
            verdict.attempt(() -> archive(server, verdict));
        }
    }

    private static void archive(PostgresSettings server, Verdict verdict) {
        Value mode = server.get("archive_mode");
        if (mode.isAbsent() && !server.settingsSeen()) {
            return;
        }
        if (!server.isOn("archive_mode") && mode.text().filter("always"::equals).isEmpty()) {
            verdict.violation(mode, "must be on",
                    "set archive_mode = on, and archive_command to a push to a storage on another server");
            return;
        }
        Value command = server.get("archive_command");
        boolean library = server.get("archive_library").text().filter(name -> !name.isBlank()).isPresent();
        boolean throwsAway = command.text()
                .filter(text -> !text.isBlank() && !text.strip().matches("(/usr)?(/bin/)?true|:")).isEmpty();
        if (!library && throwsAway && !(command.isAbsent() && !server.settingsSeen())) {
            verdict.violation(command, "must keep what it is given",
                    "set archive_command to the push of pgBackRest or WAL-G, to a storage on another server");
        }
    }

    private static void operator(Value spec, Verdict verdict) {
        Value store = spec.get("backup").get("barmanObjectStore");
        boolean plugin = spec.get("plugins").items().stream().anyMatch(entry -> entry.get("isWALArchiver").isTrue());
        if (!store.isUnknown() && store.isAbsent() && !plugin) {
            verdict.violation(store, "must be given, or a plugin with isWALArchiver",
                    "add a plugin with isWALArchiver: true and an ObjectStore, and a ScheduledBackup");
        }
    }

    private static void instance(Resource instance, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict) && instance.get("replicateSourceDb").isAbsent()) {
            days(instance.get("backupRetentionPeriod"), 0, verdict);
        }
    }

    /** Aurora keeps one day where it is told nothing. */
    private static void cluster(Resource cluster, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict)) {
            days(cluster.get("backupRetentionPeriod"), 1, verdict);
        }
    }

    private static void days(Value days, double standard, Verdict verdict) {
        double least = verdict.setting(LEAST);
        if (days.number().orElse(standard) < least) {
            verdict.violation(days, "must be at least " + (int) least,
                    "set backupRetentionPeriod to the days within which a loss is noticed, for example 7");
        }
    }
}
