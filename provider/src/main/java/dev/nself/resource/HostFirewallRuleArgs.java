package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** One port that a server lets in. */
public final class HostFirewallRuleArgs extends ResourceArgs {

    @Import(name = "protocol", required = true)
    private Output<String> protocol;

    @Import(name = "port", required = true)
    private Output<Integer> port;

    @Import(name = "sources", required = true)
    private Output<List<String>> sources;

    @Import(name = "destination")
    private Output<String> destination;

    @Import(name = "description", required = true)
    private Output<String> description;

    private HostFirewallRuleArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final HostFirewallRuleArgs args = new HostFirewallRuleArgs();

        private Builder() {}

        /** {@code tcp} or {@code udp}. Required. */
        public Builder protocol(Output<String> protocol) {
            args.protocol = protocol;
            return this;
        }

        public Builder protocol(String protocol) {
            return protocol(Output.of(protocol));
        }

        /** The port as it is asked for from outside: of a published one, the server's, not the container's. Required. */
        public Builder port(Output<Integer> port) {
            args.port = port;
            return this;
        }

        public Builder port(Integer port) {
            return port(Output.of(port));
        }

        /**
         * Who may, ranges such as {@code 10.0.1.0/24} or {@code fd00:1::/64}; everybody is {@code 0.0.0.0/0} by IPv4 and
         * {@code ::/0} by IPv6. Required, at least one.
         */
        public Builder sources(Output<List<String>> sources) {
            args.sources = sources;
            return this;
        }

        public Builder sources(List<String> sources) {
            return sources(Output.of(sources));
        }

        /** The address of the server as it is asked for; default the private one for ranges of its kind, any for everybody. */
        public Builder destination(Output<String> destination) {
            args.destination = destination;
            return this;
        }

        public Builder destination(String destination) {
            return destination(Output.of(destination));
        }

        /** What it is good for; kept beside the rule. Required. */
        public Builder description(Output<String> description) {
            args.description = description;
            return this;
        }

        public Builder description(String description) {
            return description(Output.of(description));
        }

        public HostFirewallRuleArgs build() {
            return args;
        }
    }
}
