package dev.nself.model;

import java.util.List;

/**
 * What a database must have before services connect.
 *
 * @param name the database
 * @param extensions made by the superuser, since services may not
 * @param schemas schema and owner
 * @param roles who may log in; never the superuser
 * @param grants what roles may do outside the schemas that they own
 */
public record Database(String name, List<String> extensions, List<Schema> schemas, List<Role> roles, List<Grant> grants) {

    public Database {
        extensions = List.copyOf(extensions);
        schemas = List.copyOf(schemas);
        roles = List.copyOf(roles);
        grants = List.copyOf(grants);
    }

    /** A schema and the role that owns it. */
    public record Schema(String name, String owner) {}

    /**
     * A role.
     *
     * @param secret name of its password's secret; empty for a role that cannot log in
     * @param makesSchemas whether it may make schemas in the database
     * @param replicates whether it may read the whole server, for standbys; it then reaches no database
     */
    public record Role(String name, String secret, boolean makesSchemas, boolean replicates) {

        /** A role of a service. */
        public static Role of(String name, String secret) {
            return new Role(name, secret, false, false);
        }
    }

    /**
     * Rights of a role in a schema, on what is there and on what the schema's owner will make.
     *
     * @param tables such as {@code SELECT}
     * @param sequences such as {@code USAGE}
     * @param functions such as {@code EXECUTE}
     */
    public record Grant(String role, String schema, List<String> tables, List<String> sequences, List<String> functions) {

        public Grant {
            tables = List.copyOf(tables);
            sequences = List.copyOf(sequences);
            functions = List.copyOf(functions);
        }
    }
}
