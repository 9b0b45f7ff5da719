package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/** What a {@link Migrations} is made of. */
public final class MigrationsArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "candidates")
    private Output<List<DatabaseServerArgs>> candidates;

    @Import(name = "database", required = true)
    private Output<String> database;

    @Import(name = "superuser")
    private Output<String> superuser;

    @Import(name = "role")
    private Output<String> role;

    @Import(name = "directory", required = true)
    private Output<String> directory;

    @Import(name = "files", required = true)
    private Output<Map<String, String>> files;

    private MigrationsArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final MigrationsArgs args = new MigrationsArgs();

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

        /** Where the primary may be, the container too: it is done in the one that is not in recovery. */
        public Builder candidates(Output<List<DatabaseServerArgs>> candidates) {
            args.candidates = candidates;
            return this;
        }

        public Builder candidates(List<DatabaseServerArgs> candidates) {
            return candidates(Output.of(candidates));
        }

        /** Where they run. Required. */
        public Builder database(Output<String> database) {
            args.database = database;
            return this;
        }

        public Builder database(String database) {
            return database(Output.of(database));
        }

        /** Default {@code postgres}. */
        public Builder superuser(Output<String> superuser) {
            args.superuser = superuser;
            return this;
        }

        public Builder superuser(String superuser) {
            return superuser(Output.of(superuser));
        }

        /** The role that they run as and that owns what they make, default {@code migrator}. */
        public Builder role(Output<String> role) {
            args.role = role;
            return this;
        }

        public Builder role(String role) {
            return role(Output.of(role));
        }

        /** Folder of the files, relative to the project's folder or absolute. Required. */
        public Builder directory(Output<String> directory) {
            args.directory = directory;
            return this;
        }

        public Builder directory(String directory) {
            return directory(Output.of(directory));
        }

        /** Names to SHA-256, as {@link ContentHash#ofFiles} gives them. Required. */
        public Builder files(Output<Map<String, String>> files) {
            args.files = files;
            return this;
        }

        public Builder files(Map<String, String> files) {
            return files(Output.of(files));
        }

        public MigrationsArgs build() {
            return args;
        }
    }
}
