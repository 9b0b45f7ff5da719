package dev.nself.policies.firewall;

import dev.nself.policies.types.GroupRule;
import dev.nself.policies.types.Internet;
import dev.nself.policies.types.SecurityGroups;
import dev.nself.policy.Resource;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What security groups open to the internet. */
final class PublicIngress {

    private PublicIngress() {}

    /**
     * Looks at each range that counts as the internet.
     *
     * @param fault what is wrong with opening this to everyone; empty for nothing
     */
    static void check(Resource resource, Verdict verdict, Function<GroupRule, String> fault, String fix) {
        for (GroupRule rule : SecurityGroups.ingress(resource)) {
            verdict.attempt(() -> {
                // With ports that nobody minds, a range that is not known yet does not matter.
                if (rule.knowsPorts() && fault.apply(rule).isEmpty()) {
                    return;
                }
                rule.eachRange(verdict, range -> {
                    if (Internet.isIn(range, verdict) && !fault.apply(rule).isEmpty()) {
                        verdict.violation(range, fault.apply(rule), fix);
                    }
                });
            });
        }
    }

    /** The fault of opening one of these ports. */
    static String opens(GroupRule rule, List<Integer> ports) {
        List<Integer> open = ports.stream().filter(rule::covers).toList();
        if (open.isEmpty()) {
            return "";
        }
        if (rule.isEveryPort()) {
            return "must not open every port to the internet, " + open.get(0) + " among them";
        }
        return "must not open port " + open.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + " to the internet";
    }
}
