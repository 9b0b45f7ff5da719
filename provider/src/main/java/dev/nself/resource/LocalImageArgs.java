package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** What a {@link LocalImage} is made of. */
public final class LocalImageArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "name", required = true)
    private Output<String> name;

    private LocalImageArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final LocalImageArgs args = new LocalImageArgs();

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

        /** Name of the image with its tag or digest, for example {@code postgres:17.6-trixie}. Required. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        public Builder name(String name) {
            return name(Output.of(name));
        }

        public LocalImageArgs build() {
            return args;
        }
    }
}
