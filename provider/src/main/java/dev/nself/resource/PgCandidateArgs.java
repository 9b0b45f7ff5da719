package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** A place where data of the platform may be: its server runs there, ran there, or will. */
public final class PgCandidateArgs extends ResourceArgs {

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "volume", required = true)
    private Output<String> volume;

    @Import(name = "host", required = true)
    private Output<String> host;

    @Import(name = "port", required = true)
    private Output<Integer> port;

    private PgCandidateArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final PgCandidateArgs args = new PgCandidateArgs();

        private Builder() {}

        /** Name of the place, the same in every tier: 1 to 41 characters of a-z, 0-9 and -, a letter first. Required. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        public Builder name(String name) {
            return name(Output.of(name));
        }

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

        /** Name that the place's PostgreSQL container has when there is one. Required. */
        public Builder container(Output<String> container) {
            args.container = container;
            return this;
        }

        public Builder container(String container) {
            return container(Output.of(container));
        }

        /** Name of the volume of its data. Required. */
        public Builder volume(Output<String> volume) {
            args.volume = volume;
            return this;
        }

        public Builder volume(String volume) {
            return volume(Output.of(volume));
        }

        /** Where the other places reach it. Required. */
        public Builder host(Output<String> host) {
            args.host = host;
            return this;
        }

        public Builder host(String host) {
            return host(Output.of(host));
        }

        /** The port there. Required. */
        public Builder port(Output<Integer> port) {
            args.port = port;
            return this;
        }

        public Builder port(Integer port) {
            return port(Output.of(port));
        }

        public PgCandidateArgs build() {
            return args;
        }
    }
}
