package dev.nself.policies.firewall;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.GroupRule;
import dev.nself.policies.types.Internet;
import dev.nself.policies.types.Ports;
import dev.nself.policies.types.SecurityGroups;
import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/** {@code fw-only-80-443-public}: the internet sees the proxy and nothing else. */
final class OnlyWeb {

    private static final Setting<List<Integer>> PORTS = Ports.setting("publicPorts",
            "ports of TCP and UDP that may be open to the internet", 80, 443);

    private static final String FIX = "open 80 and 443 of the proxy only, name the ranges that need more, or add the"
            + " port to the rule's publicPorts";

    private OnlyWeb() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-only-80-443-public",
                        "the internet reaches ports 80 and 443 only",
                        "whatever else listens, now or after the next update, was not made to face everyone",
                        "CKV_AWS_277", "AWS-0102", "CKV_AWS_260")
                .withSettings(PORTS, Internet.OWN_RANGES);
        return ResourcePolicy.of(rule)
                .on(SecurityGroups.TYPES, (resource, verdict) -> PublicIngress.check(resource, verdict,
                        opened -> fault(opened, verdict.setting(PORTS)), FIX))
                .on(Aws.PREFIX_LIST, (list, verdict) ->
                        verdict.each(list.get("entries"), entry -> entry(entry, verdict)))
                .on(Aws.PREFIX_LIST_ENTRY, (entry, verdict) -> entry(entry.properties(), verdict));
    }

    /** ICMP may come in: without its messages, connections hang on paths with smaller packets. */
    private static String fault(GroupRule rule, List<Integer> allowed) {
        boolean allowedPorts = rule.hasPorts()
                && IntStream.rangeClosed(rule.first(), rule.last()).allMatch(allowed::contains);
        return allowedPorts || rule.isIcmp() ? "" : "must not open " + rule.ports() + " to the internet";
    }

    /** A rule that names a list does not show what is in it. */
    private static void entry(Value entry, Verdict verdict) {
        Value range = entry.get("cidr");
        if (Internet.isNobodys(range)) {
            verdict.violation(range, "must not be the internet: rules that name the list do not show it",
                    "list ranges that belong to someone, and write 0.0.0.0/0 into the rule that needs it");
        }
    }
}
