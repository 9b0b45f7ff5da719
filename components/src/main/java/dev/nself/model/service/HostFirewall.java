package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.FirewallRule;
import dev.nself.model.Step;
import java.util.List;

/** The packet filter of a server. */
public final class HostFirewall {

    public static final String SERVICE = "firewall";

    private HostFirewall() {}

    /** What publishes a port comes after it, where servers have one. */
    static List<String> before(PlatformArgs args) {
        return switch (args.target()) {
            case LOCAL, KUBERNETES -> List.of();
            case SERVERS, AWS -> List.of(SERVICE);
        };
    }

    public static Step step(PlatformArgs args, List<FirewallRule> rules) {
        return new Step.Firewall(SERVICE, List.of(), PinnedImages.choose("firewall", null, args.images()), rules);
    }
}
