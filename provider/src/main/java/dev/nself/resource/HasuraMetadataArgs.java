package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link HasuraMetadata} is made of. */
public final class HasuraMetadataArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "adminSecret", required = true)
    private Output<String> adminSecret;

    @Import(name = "directory", required = true)
    private Output<String> directory;

    @Import(name = "sha256", required = true)
    private Output<String> sha256;

    @Import(name = "databaseName")
    private Output<String> databaseName;

    @Import(name = "keepSchemas")
    private Output<List<String>> keepSchemas;

    private HasuraMetadataArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final HasuraMetadataArgs args = new HasuraMetadataArgs();

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

        /** The admin secret. Required. */
        public Builder adminSecret(Output<String> adminSecret) {
            args.adminSecret = adminSecret;
            return this;
        }

        public Builder adminSecret(String adminSecret) {
            return adminSecret(Output.ofSecret(adminSecret));
        }

        /** The metadata folder, relative to the project's folder or absolute. Required. */
        public Builder directory(Output<String> directory) {
            args.directory = directory;
            return this;
        }

        public Builder directory(String directory) {
            return directory(Output.of(directory));
        }

        /** As {@link ContentHash#ofTree} gives it. Required. */
        public Builder sha256(Output<String> sha256) {
            args.sha256 = sha256;
            return this;
        }

        public Builder sha256(String sha256) {
            return sha256(Output.of(sha256));
        }

        /** The source whose auth and storage tables are kept, default {@code default}. */
        public Builder databaseName(Output<String> databaseName) {
            args.databaseName = databaseName;
            return this;
        }

        public Builder databaseName(String databaseName) {
            return databaseName(Output.of(databaseName));
        }

        /** Schemas whose tables are kept, default {@code auth} and {@code storage}. */
        public Builder keepSchemas(Output<List<String>> keepSchemas) {
            args.keepSchemas = keepSchemas;
            return this;
        }

        public Builder keepSchemas(List<String> keepSchemas) {
            return keepSchemas(Output.of(keepSchemas));
        }

        public HasuraMetadataArgs build() {
            return args;
        }
    }
}
