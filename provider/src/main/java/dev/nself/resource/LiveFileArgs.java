package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** A file in a running container that its program reads again when told to. */
public final class LiveFileArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "containerId", required = true)
    private Output<String> containerId;

    @Import(name = "path", required = true)
    private Output<String> path;

    @Import(name = "content", required = true)
    private Output<String> content;

    @Import(name = "reload", required = true)
    private Output<String> reload;

    private LiveFileArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final LiveFileArgs args = new LiveFileArgs();

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

        /** Absolute, in a folder that is there and root's. Required. */
        public Builder path(Output<String> path) {
            args.path = path;
            return this;
        }

        public Builder path(String path) {
            return path(Output.of(path));
        }

        /** All of it. Required. */
        public Builder content(Output<String> content) {
            args.content = content;
            return this;
        }

        public Builder content(String content) {
            return content(Output.of(content));
        }

        /** Shell words that make the program read it, as its own user, for example {@code kill -USR2 1}. Required. */
        public Builder reload(Output<String> reload) {
            args.reload = reload;
            return this;
        }

        public Builder reload(String reload) {
            return reload(Output.of(reload));
        }

        public LiveFileArgs build() {
            return args;
        }
    }
}
