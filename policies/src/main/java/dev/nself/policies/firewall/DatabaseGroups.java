package dev.nself.policies.firewall;

import dev.nself.policies.types.GroupRule;
import dev.nself.policies.types.Ports;
import dev.nself.policies.types.References;
import dev.nself.policies.types.SecurityGroups;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which security groups of a stack guard databases. */
final class DatabaseGroups {

    /** MySQL, PostgreSQL, Redis, PgBouncer, MongoDB. */
    static final Setting<List<Integer>> PORTS = Ports.setting("databasePorts",
            "ports that databases and caches listen on", 3306, 5432, 6379, 6432, 27017);

    /** Databases and caches of AWS, and the property that names their security groups. */
    static final Map<String, String> DATABASES = new TreeMap<>(Map.of(
            "aws:rds/instance:Instance", "vpcSecurityGroupIds",
            "aws:rds/cluster:Cluster", "vpcSecurityGroupIds",
            "aws:rds/proxy:Proxy", "vpcSecurityGroupIds",
            "aws:docdb/cluster:Cluster", "vpcSecurityGroupIds",
            "aws:elasticache/cluster:Cluster", "securityGroupIds",
            "aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds",
            "aws:elasticache/serverlessCache:ServerlessCache", "securityGroupIds",
            "aws:memorydb/cluster:Cluster", "securityGroupIds"));

    private final Stack stack;
    private final References references;

    DatabaseGroups(Stack stack) {
        this.stack = stack;
        this.references = new References(stack);
    }

    /** All that rules stand in. */
    List<StackResource> ruleHolders() {
        return stack.ofType(SecurityGroups.TYPES);
    }

    /** Whether it is a database's group, or a rule in one. */
    boolean isOfDatabase(StackResource holder) {
        List<StackResource> groups = groupsOf(holder);
        return stack.ofType(DATABASES.keySet()).stream()
                .flatMap(database -> named(database, DATABASES.get(database.type())).stream())
                .anyMatch(groups::contains);
    }

    /**
     * Whether it is a group, or a rule in one, that lets something in to a database: on a server, nothing else shows
     * that one is there.
     */
    boolean leadsToDatabase(StackResource holder, List<Integer> ports) {
        List<StackResource> groups = groupsOf(holder);
        return ruleHolders().stream()
                .filter(other -> groupsOf(other).stream().anyMatch(groups::contains))
                .flatMap(other -> ingress(other).stream())
                .anyMatch(rule -> isForDatabase(rule, ports));
    }

    /** What the group or rule lets in. */
    List<GroupRule> ingress(StackResource holder) {
        return isFilledIn(holder, "ingress") ? List.of() : SecurityGroups.ingress(holder.resource());
    }

    /** What the group or rule lets out. */
    List<GroupRule> egress(StackResource holder) {
        return isFilledIn(holder, "egress") ? List.of() : SecurityGroups.egress(holder.resource());
    }

    /** Whether the rule names a database's port, rather than having it among many. */
    static boolean isForDatabase(GroupRule rule, List<Integer> ports) {
        return rule.hasPorts() && (ports.contains(rule.first()) || ports.contains(rule.last()));
    }

    /** A group's unknown list where rules are resources of their own: the provider puts these there in the update. */
    private boolean isFilledIn(StackResource holder, String list) {
        return SecurityGroups.GROUPS.contains(holder.type()) && holder.get(list).isUnknown()
                && stack.ofType(SecurityGroups.SEPARATE_RULES).stream()
                        .anyMatch(rule -> groupsOf(rule).contains(holder));
    }

    private List<StackResource> groupsOf(StackResource holder) {
        return SecurityGroups.GROUPS.contains(holder.type()) ? List.of(holder) : named(holder, "securityGroupId");
    }

    private List<StackResource> named(StackResource resource, String property) {
        return references.named(resource, property, SecurityGroups.GROUPS);
    }
}
