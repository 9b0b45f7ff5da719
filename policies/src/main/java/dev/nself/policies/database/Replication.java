package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.PostgresServers;
import dev.nself.policies.types.PostgresSettings;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code db-ha-replicated}: a database that is to outlive a server does.
 *
 * <p>It asks stacks whose configuration says {@code nself:tier: replicated}, and those for which the rule's setting
 * {@code always} is on. A member's server is known where a {@code RunningContainer} of the native provider names its
 * engine; without one only number and mode are judged. RDS with {@code multiAz} has one standby in another zone that
 * has every row, and a cluster of RDS's own storage class two; AWS sees to both.
 */
final class Replication {

    private static final String TIER = "nself:tier";

    private static final Setting<Boolean> ALWAYS =
            Setting.flag("always", "whether every stack is asked, whatever its tier", false);

    private static final Setting<Double> MEMBERS = Setting.number("leastMembers",
            "how many servers a database has at least, the primary among them", 2, 3);

    private Replication() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-ha-replicated",
                        "a replicated tier's database has two standbys on servers of their own, one with every row",
                        "with asynchronous standbys, a crash at half a second of lag lost thousands of confirmed rows",
                        "CKV_AWS_157", "AWSGuard rds-instance-multi-az-enabled", "CISP 7.5")
                .withSettings(ALWAYS, MEMBERS);
        return new StackPolicy(rule, Replication::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        boolean replicated = verdict.run().configuration(TIER).text().filter("replicated"::equals).isPresent();
        if (!replicated && !verdict.setting(ALWAYS)) {
            verdict.notApplicable("no replicated tier");
            return;
        }
        stack.ofType(Aws.DATABASE_INSTANCE)
                .forEach(instance -> verdict.about(instance, () -> instance(instance, verdict)));
        stack.ofType(Aws.DATABASE_CLUSTER)
                .forEach(cluster -> verdict.about(cluster, () -> aurora(stack, cluster, verdict)));
        stack.ofType(Kubernetes.POSTGRES_CLUSTER).forEach(cluster ->
                verdict.about(cluster, () -> operator(cluster.get("spec"), verdict)));
        containers(stack, verdict);
    }

    private static void instance(StackResource instance, Verdict verdict) {
        boolean postgres = instance.get("engine").text().filter("postgres"::equals).isPresent();
        Value zones = instance.get("multiAz");
        if (postgres && instance.get("replicateSourceDb").text().filter(source -> !source.isEmpty()).isEmpty()
                && !zones.isTrue()) {
            verdict.violation(zones, "must be true", "set multiAz to true");
        }
    }

    private static void aurora(Stack stack, StackResource cluster, Verdict verdict) {
        if (cluster.get("engine").text().filter("aurora-postgresql"::equals).isEmpty()) {
            return;
        }
        List<StackResource> members = stack.ofType(Aws.DATABASE_CLUSTER_INSTANCE).stream()
                .filter(member -> stack.sourcesOf(member, "clusterIdentifier").contains(cluster)
                        || !cluster.get("clusterIdentifier").isUnknown() && !cluster.get("clusterIdentifier").isAbsent()
                                && member.get("clusterIdentifier").equals(cluster.get("clusterIdentifier")))
                .toList();
        count(members.size(), "add a ClusterInstance in another zone", verdict);
        verdict.attempt(() -> {
            Set<String> zones = new TreeSet<>();
            for (StackResource member : members) {
                zones.add(member.get("availabilityZone").text().orElse("any"));
            }
            if (members.size() > 1 && zones.size() == 1 && !zones.contains("any")) {
                verdict.violation("members must be in several zones, all are in " + zones.iterator().next(),
                        "leave availabilityZone out");
            }
        });
    }

    private static void operator(Value spec, Verdict verdict) {
        int least = verdict.setting(MEMBERS).intValue();
        verdict.attempt(() -> {
            Value instances = spec.get("instances");
            if (instances.number().orElse(1.0) < least) {
                verdict.violation(instances, "must be at least " + least, "set spec.instances to " + least);
            }
        });
        verdict.attempt(() -> {
            Value synchronous = spec.get("postgresql").get("synchronous");
            if (synchronous.get("number").number().orElse(0.0) < 1
                    && spec.get("minSyncReplicas").number().orElse(0.0) < 1) {
                verdict.violation(synchronous.get("number"), "must be at least 1",
                        "set spec.postgresql.synchronous to {method: any, number: 1, dataDurability: required}");
            }
            Value durability = synchronous.get("dataDurability");
            if (durability.text().filter("preferred"::equals).isPresent()) {
                verdict.violation(durability, "must be required, else writes go on without a standby",
                        "set dataDurability to required");
            }
        });
        verdict.attempt(() -> {
            Value spread = spec.get("affinity").get("podAntiAffinityType");
            if (spec.get("affinity").get("enablePodAntiAffinity").isFalse()
                    || spread.text().filter("required"::equals).isEmpty()) {
                verdict.violation(spread, "must be required, else two members may share a node",
                        "set spec.affinity.podAntiAffinityType to required and leave enablePodAntiAffinity on");
            }
        });
    }

    private static void containers(Stack stack, Verdict verdict) {
        List<StackResource> servers = new ArrayList<>();
        List<StackResource> known = new ArrayList<>();
        for (StackResource container : stack.ofType(Docker.CONTAINER)) {
            verdict.about(container, () -> {
                List<PostgresSettings> found = PostgresServers.in(container.resource());
                known.add(container);
                if (!found.isEmpty()) {
                    servers.add(container);
                    synchronous(found.get(0), verdict);
                }
            });
        }
        // Whether one that is not known yet is a member nobody can tell, and there is a notice of it.
        if (!servers.isEmpty() && known.size() == stack.ofType(Docker.CONTAINER).size()) {
            count(servers.size(), "add a PostgreSQL container on another server", verdict);
            spread(stack, servers, verdict);
        }
    }

    private static void spread(Stack stack, List<StackResource> servers, Verdict verdict) {
        verdict.attempt(() -> {
            List<String> engines = servers.stream().flatMap(server -> stack.dependentsOf(server).stream())
                    .filter(dependent -> dependent.type().equals("nself:index:RunningContainer"))
                    .map(running -> running.get("dockerHost").text().orElse(""))
                    .toList();
            if (engines.size() == servers.size() && new TreeSet<>(engines).size() < servers.size()) {
                verdict.violation("each member must run on a server of its own, got " + engines,
                        "give each member another server");
            }
        });
    }

    private static void synchronous(PostgresSettings server, Verdict verdict) {
        verdict.attempt(() -> {
            Value names = server.get("synchronous_standby_names");
            boolean patroni = server.isOn("synchronous_mode")
                    || server.get("synchronous_mode").text().filter("quorum"::equals).isPresent();
            if (!patroni && server.settingsSeen() && names.text().filter(text -> !text.isBlank()).isEmpty()) {
                verdict.violation(names, "must name standbys",
                        "set Patroni's synchronous_mode: true, or synchronous_standby_names = 'ANY 1 (..)'");
            }
        });
    }

    private static void count(int members, String fix, Verdict verdict) {
        int least = verdict.setting(MEMBERS).intValue();
        if (members < least) {
            verdict.violation("must have at least " + least + " members, got " + members, fix);
        }
    }
}
