package dev.nself.policies.servers;

import dev.nself.policies.types.Aws;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/**
 * {@code ec2-imdsv2}: a server's credentials are not to be had by one request that a program was tricked into.
 *
 * <p>No remedy: programs with an old SDK lose their credentials with the first version, and only their owner knows
 * which those are.
 */
final class MetadataTokens {

    private MetadataTokens() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("ec2-imdsv2",
                "a server's metadata service asks for a session token",
                "its first version hands the server's credentials to any program that can be made to fetch an address",
                "CKV_AWS_79", "AWS-0028");
        return ResourcePolicy.of(rule)
                .on(Aws.LAUNCH_TEMPLATE, MetadataTokens::check)
                .on(Aws.LAUNCH_CONFIGURATION, MetadataTokens::check)
                .on(Aws.INSTANCE, MetadataTokens::instance)
                .on(Aws.SPOT_INSTANCE, MetadataTokens::instance);
    }

    /** What an instance does not say, its template does. */
    private static void instance(Resource instance, Verdict verdict) {
        Value tokens = instance.get("metadataOptions").get("httpTokens");
        if (!instance.get("launchTemplate").isAbsent() && tokens.isAbsent()) {
            verdict.notApplicable("its launch template says it");
        } else {
            check(instance, verdict);
        }
    }

    private static void check(Resource machine, Verdict verdict) {
        Value options = machine.get("metadataOptions");
        Value tokens = options.get("httpTokens");
        boolean required = tokens.text().filter("required"::equals).isPresent();
        if (!required && options.get("httpEndpoint").text().filter("disabled"::equals).isEmpty()) {
            verdict.violation(tokens, "must be required",
                    "set metadataOptions.httpTokens to required, with SDKs of 2020 or later in its programs");
        }
    }
}
