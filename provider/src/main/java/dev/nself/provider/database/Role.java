package dev.nself.provider.database;

import dev.nself.provider.schema.Inputs;
import java.util.List;

/**
 * A declared role.
 *
 * @param password empty for a role that cannot log in
 * @param replication whether standbys may stream as it
 */
record Role(
        String name,
        String password,
        List<String> databasePrivileges,
        List<String> memberOf,
        int connectionLimit,
        boolean replication) {

    static Role of(Inputs inputs) {
        String password = inputs.text("password");
        List<String> privileges = inputs.values().containsKey("databasePrivileges")
                ? inputs.texts("databasePrivileges")
                : password.isEmpty() ? List.of() : List.of("CONNECT", "TEMPORARY");
        int limit = inputs.number("connectionLimit").map(Double::intValue).orElse(-1);
        return new Role(
                inputs.text("name"), password, privileges, inputs.texts("memberOf"), limit, inputs.flag("replication"));
    }

    boolean logsIn() {
        return !password.isEmpty();
    }

    /** Without the password: a record's own would print it. */
    @Override
    public String toString() {
        return "Role[" + name + "]";
    }
}
