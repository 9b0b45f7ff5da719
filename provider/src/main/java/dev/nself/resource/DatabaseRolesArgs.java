package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link DatabaseRoles} is made of. */
public final class DatabaseRolesArgs extends ResourceArgs {

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

    @Import(name = "extensions")
    private Output<List<String>> extensions;

    @Import(name = "schemas")
    private Output<List<DatabaseSchemaArgs>> schemas;

    @Import(name = "roles", required = true)
    private Output<List<DatabaseRoleArgs>> roles;

    @Import(name = "grants")
    private Output<List<DatabaseGrantArgs>> grants;

    private DatabaseRolesArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final DatabaseRolesArgs args = new DatabaseRolesArgs();

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

        /** Made when missing. Required. */
        public Builder database(Output<String> database) {
            args.database = database;
            return this;
        }

        public Builder database(String database) {
            return database(Output.of(database));
        }

        /** Default {@code postgres}; also the user in the container. */
        public Builder superuser(Output<String> superuser) {
            args.superuser = superuser;
            return this;
        }

        public Builder superuser(String superuser) {
            return superuser(Output.of(superuser));
        }

        /** Installed into schema public. */
        public Builder extensions(Output<List<String>> extensions) {
            args.extensions = extensions;
            return this;
        }

        public Builder extensions(List<String> extensions) {
            return extensions(Output.of(extensions));
        }

        /** Made when missing, given to their owners. */
        public Builder schemas(Output<List<DatabaseSchemaArgs>> schemas) {
            args.schemas = schemas;
            return this;
        }

        public Builder schemas(List<DatabaseSchemaArgs> schemas) {
            return schemas(Output.of(schemas));
        }

        /** Made when missing; never superuser, never past row level security. Required. */
        public Builder roles(Output<List<DatabaseRoleArgs>> roles) {
            args.roles = roles;
            return this;
        }

        public Builder roles(List<DatabaseRoleArgs> roles) {
            return roles(Output.of(roles));
        }

        /** Rights on what is in a schema and on what its owner will make there. */
        public Builder grants(Output<List<DatabaseGrantArgs>> grants) {
            args.grants = grants;
            return this;
        }

        public Builder grants(List<DatabaseGrantArgs> grants) {
            return grants(Output.of(grants));
        }

        public DatabaseRolesArgs build() {
            return args;
        }
    }
}
