package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * Security groups of AWS, their rules within the group or as resources of their own, old and new.
 *
 * <p>Network ACLs are not read: they know no connections, so that a sound one lets everyone in to the high ports that
 * answers come back to, among them those of databases.
 */
public final class SecurityGroups {

    public static final String GROUP = "aws:ec2/securityGroup:SecurityGroup";
    public static final String DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    public static final String RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    public static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    public static final String EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

    /** Groups that can hold rules. */
    public static final List<String> GROUPS = List.of(GROUP, DEFAULT_GROUP);

    /** Rules as resources of their own. */
    public static final List<String> SEPARATE_RULES = List.of(RULE, INGRESS_RULE, EGRESS_RULE);

    /** All that rules stand in. */
    public static final List<String> TYPES = Stream.concat(GROUPS.stream(), SEPARATE_RULES.stream()).toList();

    private SecurityGroups() {}

    /** What may come in. */
    public static List<GroupRule> ingress(Resource resource) {
        return rules(resource, "ingress", INGRESS_RULE);
    }

    /** What may go out. */
    public static List<GroupRule> egress(Resource resource) {
        return rules(resource, "egress", EGRESS_RULE);
    }

    private static List<GroupRule> rules(Resource resource, String direction, String ruleType) {
        if (GROUPS.contains(resource.type())) {
            return resource.get(direction).items().stream().map(SecurityGroups::listed).toList();
        }
        if (resource.type().equals(RULE)) {
            boolean thisWay = resource.get("type").text().filter(direction::equals).isPresent();
            return thisWay ? List.of(listed(resource.properties())) : List.of();
        }
        return resource.type().equals(ruleType) ? List.of(single(resource.properties())) : List.of();
    }

    private static GroupRule listed(Value rule) {
        return new GroupRule(rule.get("protocol"), rule.get("fromPort"), rule.get("toPort"),
                List.of(rule.get("cidrBlocks"), rule.get("ipv6CidrBlocks")), rule.get("description"));
    }

    private static GroupRule single(Value rule) {
        return new GroupRule(rule.get("ipProtocol"), rule.get("fromPort"), rule.get("toPort"),
                List.of(rule.get("cidrIpv4"), rule.get("cidrIpv6")), rule.get("description"));
    }
}
