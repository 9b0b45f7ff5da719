package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/** What a {@link HostFirewall} is made of. */
public final class HostFirewallArgs extends ResourceArgs {

    @Import(name = "host", required = true)
    private Output<String> host;

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "image", required = true)
    private Output<String> image;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "defaultPolicy")
    private Output<String> defaultPolicy;

    @Import(name = "address")
    private Output<String> address;

    @Import(name = "sshPorts")
    private Output<List<Integer>> sshPorts;

    @Import(name = "rules", required = true)
    private Output<List<HostFirewallRuleArgs>> rules;

    @Import(name = "labels")
    private Output<Map<String, String>> labels;

    private HostFirewallArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final HostFirewallArgs args = new HostFirewallArgs();

        private Builder() {}

        /** Name of the server in the plan. Required; another one is another firewall. */
        public Builder host(Output<String> host) {
            args.host = host;
            return this;
        }

        public Builder host(String host) {
            return host(Output.of(host));
        }

        /**
         * Address of the server's Docker engine, for example {@code ssh://deploy@10.0.0.5}; empty (the default): the
         * engine of the environment. Its port is always open.
         */
        public Builder dockerHost(Output<String> dockerHost) {
            args.dockerHost = dockerHost;
            return this;
        }

        public Builder dockerHost(String dockerHost) {
            return dockerHost(Output.of(dockerHost));
        }

        /** Name or id of an image on the engine with sh, grep, sed and iptables. Required. */
        public Builder image(Output<String> image) {
            args.image = image;
            return this;
        }

        public Builder image(String image) {
            return image(Output.of(image));
        }

        /** Name of the container that keeps the rules. Required. */
        public Builder container(Output<String> container) {
            args.container = container;
            return this;
        }

        public Builder container(String container) {
            return container(Output.of(container));
        }

        /** What happens to everything that no rule names: {@code drop}, the only one and the default. */
        public Builder defaultPolicy(Output<String> defaultPolicy) {
            args.defaultPolicy = defaultPolicy;
            return this;
        }

        public Builder defaultPolicy(String defaultPolicy) {
            return defaultPolicy(Output.of(defaultPolicy));
        }

        /**
         * The server's private address: a rule that is not for everybody and has no destination of its own lets in what
         * asks for this one. Empty (the default): any address of the server.
         */
        public Builder address(Output<String> address) {
            args.address = address;
            return this;
        }

        public Builder address(String address) {
            return address(Output.of(address));
        }

        /** TCP ports by which the operator comes, always open to everybody; default 22. */
        public Builder sshPorts(Output<List<Integer>> sshPorts) {
            args.sshPorts = sshPorts;
            return this;
        }

        public Builder sshPorts(List<Integer> sshPorts) {
            return sshPorts(Output.of(sshPorts));
        }

        /** What is let in. Required, may be empty. */
        public Builder rules(Output<List<HostFirewallRuleArgs>> rules) {
            args.rules = rules;
            return this;
        }

        public Builder rules(List<HostFirewallRuleArgs> rules) {
            return rules(Output.of(rules));
        }

        /** Labels of the container; default none. */
        public Builder labels(Output<Map<String, String>> labels) {
            args.labels = labels;
            return this;
        }

        public Builder labels(Map<String, String> labels) {
            return labels(Output.of(labels));
        }

        public HostFirewallArgs build() {
            return args;
        }
    }
}
