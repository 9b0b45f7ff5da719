package dev.nself.policies.firewall;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.References;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code net-private-subnet-db}: neither a database's subnets nor a server with one on it have public addresses.
 *
 * <p>Which subnets are databases' is known by their subnet groups; which servers are, only by their names.
 */
final class PrivateDatabases {

    private static final Setting<List<String>> NAMES = Setting.texts("databaseNames",
            "words in the logical name of a server with a database on it; numbers after a word do not count",
            List.of("database", "db", "minio", "mongo", "mongodb", "mysql", "pg", "postgres", "postgresql", "redis",
                    "sql"));

    private static final List<String> SUBNET_GROUPS = List.of(
            "aws:docdb/subnetGroup:SubnetGroup",
            "aws:elasticache/subnetGroup:SubnetGroup",
            "aws:memorydb/subnetGroup:SubnetGroup",
            "aws:rds/subnetGroup:SubnetGroup");

    private static final String MAPS = "mapPublicIpOnLaunch";
    private static final String FIX = "put the database into a subnet that gives no public addresses, and reach it"
            + " through a VPN or Session Manager";

    private PrivateDatabases() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("net-private-subnet-db",
                        "a database has no public address, and its subnets give none",
                        "a database with a public address is one wrong rule away from everyone",
                        "CKV_AWS_130", "CKV_AWS_88", "AWS-0164")
                .withSettings(NAMES);
        return new StackPolicy(rule, PrivateDatabases::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        References references = new References(stack);
        stack.ofType(SUBNET_GROUPS).stream()
                .flatMap(group -> references.named(group, "subnetIds", List.of(Aws.SUBNET)).stream())
                .distinct()
                .forEach(subnet -> verdict.about(subnet, () -> {
                    if (subnet.get(MAPS).isTrue()) {
                        verdict.violation(subnet.get(MAPS), "must not be true in a subnet of databases", FIX);
                    }
                }));
        stack.ofType(Aws.INSTANCE, Aws.SPOT_INSTANCE).stream()
                .filter(server -> isDatabase(server, verdict))
                .forEach(server -> {
                    verdict.about(server, () -> server(server, references, verdict));
                    fixedAddresses(server, stack, references, verdict);
                });
    }

    /** A preview does not tell whether a server gets an address where the program leaves it to the subnet. */
    private static void server(StackResource server, References references, Verdict verdict) {
        Value own = server.get("associatePublicIpAddress");
        List<StackResource> subnets = references.named(server, "subnetId", List.of(Aws.SUBNET));
        if ((own.isUnknown() || own.isAbsent()) && !subnets.isEmpty()) {
            if (subnets.get(0).get(MAPS).isTrue()) {
                verdict.violation(own, "must be false in a subnet that gives public addresses", FIX);
            }
        } else if (own.isTrue()) {
            verdict.violation(own, "must not have a public address", FIX);
        }
    }

    private static void fixedAddresses(StackResource server, Stack stack, References references, Verdict verdict) {
        stack.ofType(Aws.ELASTIC_IP, Aws.ELASTIC_IP_USE).stream()
                .filter(address -> Stream.of("instance", "instanceId")
                        .flatMap(property -> references.named(address, property, List.of(server.type())).stream())
                        .anyMatch(server::equals))
                .forEach(address -> verdict.about(address, () -> verdict.violation(
                        "must not give a public address to " + server.name() + ", which has a database on it", FIX)));
    }

    private static boolean isDatabase(StackResource server, Verdict verdict) {
        return Stream.of(server.name().split("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+"))
                .map(word -> word.toLowerCase(Locale.ROOT).replaceFirst("\\d+$", ""))
                .anyMatch(verdict.setting(NAMES)::contains);
    }
}
