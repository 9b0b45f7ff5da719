package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link PgPrimary} is made of. */
public final class PgPrimaryArgs extends ResourceArgs {

    @Import(name = "members", required = true)
    private Output<List<String>> members;

    @Import(name = "kind")
    private Output<String> kind;

    @Import(name = "candidates", required = true)
    private Output<List<PgCandidateArgs>> candidates;

    @Import(name = "image", required = true)
    private Output<String> image;

    @Import(name = "dataPath")
    private Output<String> dataPath;

    @Import(name = "pgdata")
    private Output<String> pgdata;

    @Import(name = "superuser")
    private Output<String> superuser;

    @Import(name = "replicationUser")
    private Output<String> replicationUser;

    @Import(name = "replicationPassword", required = true)
    private Output<String> replicationPassword;

    @Import(name = "authorityPath")
    private Output<String> authorityPath;

    @Import(name = "poolers")
    private Output<List<PgPoolerArgs>> poolers;

    @Import(name = "routes")
    private Output<List<LiveFileArgs>> routes;

    private PgPrimaryArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final PgPrimaryArgs args = new PgPrimaryArgs();

        private Builder() {}

        /** Name of the candidate that is to be the primary. Required. */
        public Builder members(Output<List<String>> members) {
            args.members = members;
            return this;
        }

        public Builder members(List<String> members) {
            return members(Output.of(members));
        }

        /** {@code plain}, the default: PostgreSQL's own replication. */
        public Builder kind(Output<String> kind) {
            args.kind = kind;
            return this;
        }

        public Builder kind(String kind) {
            return kind(Output.of(kind));
        }

        /** All places of the inventory, those without a member in this tier too. Required. */
        public Builder candidates(Output<List<PgCandidateArgs>> candidates) {
            args.candidates = candidates;
            return this;
        }

        public Builder candidates(List<PgCandidateArgs> candidates) {
            return candidates(Output.of(candidates));
        }

        /** The image of PostgreSQL, for containers that look into volumes; a place's own container goes before it. Required. */
        public Builder image(Output<String> image) {
            args.image = image;
            return this;
        }

        public Builder image(String image) {
            return image(Output.of(image));
        }

        /** Where containers mount the volume, default {@code /var/lib/postgresql/data}. */
        public Builder dataPath(Output<String> dataPath) {
            args.dataPath = dataPath;
            return this;
        }

        public Builder dataPath(String dataPath) {
            return dataPath(Output.of(dataPath));
        }

        /** Name of the data directory in the volume, default {@code pgdata}. */
        public Builder pgdata(Output<String> pgdata) {
            args.pgdata = pgdata;
            return this;
        }

        public Builder pgdata(String pgdata) {
            return pgdata(Output.of(pgdata));
        }

        /** Default {@code postgres}; also the user in the containers. */
        public Builder superuser(Output<String> superuser) {
            args.superuser = superuser;
            return this;
        }

        public Builder superuser(String superuser) {
            return superuser(Output.of(superuser));
        }

        /** The role that standbys stream as, default {@code replicator}. */
        public Builder replicationUser(Output<String> replicationUser) {
            args.replicationUser = replicationUser;
            return this;
        }

        public Builder replicationUser(String replicationUser) {
            return replicationUser(Output.of(replicationUser));
        }

        /** Its password, one line without {@code :} and {@code \\}; never in a command line. Required. */
        public Builder replicationPassword(Output<String> replicationPassword) {
            args.replicationPassword = replicationPassword;
            return this;
        }

        public Builder replicationPassword(String replicationPassword) {
            return replicationPassword(Output.ofSecret(replicationPassword));
        }

        /**
         * Path of the authority's certificate in the members' containers, default
         * {@code /etc/nself/ca.pem}.
         */
        public Builder authorityPath(Output<String> authorityPath) {
            args.authorityPath = authorityPath;
            return this;
        }

        public Builder authorityPath(String authorityPath) {
            return authorityPath(Output.of(authorityPath));
        }

        /** Paused while the primary moves, so that clients wait and see no error. */
        public Builder poolers(Output<List<PgPoolerArgs>> poolers) {
            args.poolers = poolers;
            return this;
        }

        public Builder poolers(List<PgPoolerArgs> poolers) {
            return poolers(Output.of(poolers));
        }

        /** The proxies' files that lead to the member, as they must be afterwards. */
        public Builder routes(Output<List<LiveFileArgs>> routes) {
            args.routes = routes;
            return this;
        }

        public Builder routes(List<LiveFileArgs> routes) {
            return routes(Output.of(routes));
        }

        public PgPrimaryArgs build() {
            return args;
        }
    }
}
