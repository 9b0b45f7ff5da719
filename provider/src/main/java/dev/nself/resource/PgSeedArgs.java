package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link PgSeed} is made of. */
public final class PgSeedArgs extends ResourceArgs {

    @Import(name = "member", required = true)
    private Output<String> member;

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

    @Import(name = "network", required = true)
    private Output<String> network;

    @Import(name = "authorityPem", required = true)
    private Output<String> authorityPem;

    private PgSeedArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final PgSeedArgs args = new PgSeedArgs();

        private Builder() {}

        /** Name of the candidate whose volume it is. Required. */
        public Builder member(Output<String> member) {
            args.member = member;
            return this;
        }

        public Builder member(String member) {
            return member(Output.of(member));
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

        /** Network on the member's engine, from which the primary's host and port are reached. Required. */
        public Builder network(Output<String> network) {
            args.network = network;
            return this;
        }

        public Builder network(String network) {
            return network(Output.of(network));
        }

        /** Certificate of the authority that signed the servers' certificates, PEM. Required. */
        public Builder authorityPem(Output<String> authorityPem) {
            args.authorityPem = authorityPem;
            return this;
        }

        public Builder authorityPem(String authorityPem) {
            return authorityPem(Output.of(authorityPem));
        }

        public PgSeedArgs build() {
            return args;
        }
    }
}
