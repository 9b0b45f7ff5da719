package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** A role. With a password it may log in, without one it may not. */
public final class DatabaseRoleArgs extends ResourceArgs {

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "password")
    private Output<String> password;

    @Import(name = "databasePrivileges")
    private Output<List<String>> databasePrivileges;

    @Import(name = "memberOf")
    private Output<List<String>> memberOf;

    @Import(name = "connectionLimit")
    private Output<Integer> connectionLimit;

    @Import(name = "replication")
    private Output<Boolean> replication;

    private DatabaseRoleArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final DatabaseRoleArgs args = new DatabaseRoleArgs();

        private Builder() {}

        /** Name of the role. Required. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        public Builder name(String name) {
            return name(Output.of(name));
        }

        /** Set whenever it differs; only its verifier is sent. */
        public Builder password(Output<String> password) {
            args.password = password;
            return this;
        }

        public Builder password(String password) {
            return password(Output.ofSecret(password));
        }

        /** {@code CONNECT}, {@code TEMPORARY}, {@code CREATE}; default the first two for a role with a password. */
        public Builder databasePrivileges(Output<List<String>> databasePrivileges) {
            args.databasePrivileges = databasePrivileges;
            return this;
        }

        public Builder databasePrivileges(List<String> databasePrivileges) {
            return databasePrivileges(Output.of(databasePrivileges));
        }

        /** Roles whose rights it has. */
        public Builder memberOf(Output<List<String>> memberOf) {
            args.memberOf = memberOf;
            return this;
        }

        public Builder memberOf(List<String> memberOf) {
            return memberOf(Output.of(memberOf));
        }

        /** Connections at a time, default -1: no limit. */
        public Builder connectionLimit(Output<Integer> connectionLimit) {
            args.connectionLimit = connectionLimit;
            return this;
        }

        public Builder connectionLimit(Integer connectionLimit) {
            return connectionLimit(Output.of(connectionLimit));
        }

        /** Whether standbys may stream as it, default false. */
        public Builder replication(Output<Boolean> replication) {
            args.replication = replication;
            return this;
        }

        public Builder replication(Boolean replication) {
            return replication(Output.of(replication));
        }

        public DatabaseRoleArgs build() {
            return args;
        }
    }
}
