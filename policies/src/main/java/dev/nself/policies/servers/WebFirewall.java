package dev.nself.policies.servers;

import dev.nself.policies.types.Mentions;
import dev.nself.policies.types.StackNames;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code lb-waf}: something stands before a public balancer that turns floods and known attacks away. */
final class WebFirewall {

    private static final List<String> BALANCERS = List.of(
            "aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer");

    private static final List<String> ASSOCIATIONS = List.of(
            "aws:wafregional/webAclAssociation:WebAclAssociation", "aws:wafv2/webAclAssociation:WebAclAssociation");

    private static final Setting<List<String>> STACKS = Setting.texts("stacks",
            "names of stacks that are looked at; empty where a service such as Cloudflare stands before them",
            StackNames.PRODUCTION);

    private WebFirewall() {}

    static Policy policy() {
        Rule rule = Rule.advisory("lb-waf",
                        "a public load balancer of production has a web application firewall",
                        "a flood reaches the services and costs their users; AWS's own protection does not look at "
                                + "requests",
                        "CKV2_AWS_28", "nself architecture: layer 1")
                .withSettings(STACKS);
        return new StackPolicy(rule, WebFirewall::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        if (!StackNames.match(verdict.setting(STACKS), verdict.run())) {
            return;
        }
        for (StackResource balancer : stack.ofType(BALANCERS)) {
            verdict.about(balancer, () -> {
                boolean ofRequests = balancer.get("loadBalancerType").text().orElse("application")
                        .equals("application");
                // Where the program does not say so, a preview does not know it: then it is public.
                boolean isPublic = balancer.get("internal").isUnknown() || !balancer.get("internal").isTrue();
                if (ofRequests && isPublic
                        && !Mentions.exist(stack, stack.ofType(ASSOCIATIONS), "resourceArn", balancer, "arn")) {
                    verdict.violation("has no web application firewall",
                            "add a wafv2 WebAclAssociation with a rate rule; where another service filters before it, "
                                    + "set the rule's stacks to []");
                }
            });
        }
    }
}
