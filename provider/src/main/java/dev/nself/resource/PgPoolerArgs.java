package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** A PgBouncer before the database, whose console is at the socket in {@code /tmp}, port 5432. */
public final class PgPoolerArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "containerId", required = true)
    private Output<String> containerId;

    @Import(name = "upstreamHost")
    private Output<String> upstreamHost;

    @Import(name = "upstreamPort")
    private Output<Integer> upstreamPort;

    private PgPoolerArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final PgPoolerArgs args = new PgPoolerArgs();

        private Builder() {}

        /**
         * Address of the Docker engine, for example {@code ssh://deploy@10.0.0.5}; empty (the default): the
         * engine of the environment.
         */
        public Builder dockerHost(Output<String> dockerHost) {
            args.dockerHost = dockerHost;
            return this;
        }

        public Builder dockerHost(String dockerHost) {
            return dockerHost(Output.of(dockerHost));
        }

        /** Name of the container. Required. */
        public Builder container(Output<String> container) {
            args.container = container;
            return this;
        }

        public Builder container(String container) {
            return container(Output.of(container));
        }

        /** Id of the container: the output of its resource. Required. */
        public Builder containerId(Output<String> containerId) {
            args.containerId = containerId;
            return this;
        }

        public Builder containerId(String containerId) {
            return containerId(Output.of(containerId));
        }

        /** Where it reaches the database; clients go on only when a server answers there. */
        public Builder upstreamHost(Output<String> upstreamHost) {
            args.upstreamHost = upstreamHost;
            return this;
        }

        public Builder upstreamHost(String upstreamHost) {
            return upstreamHost(Output.of(upstreamHost));
        }

        /** The port there, default 5432. */
        public Builder upstreamPort(Output<Integer> upstreamPort) {
            args.upstreamPort = upstreamPort;
            return this;
        }

        public Builder upstreamPort(Integer upstreamPort) {
            return upstreamPort(Output.of(upstreamPort));
        }

        public PgPoolerArgs build() {
            return args;
        }
    }
}
