package dev.nself.model;

import java.util.List;

/**
 * What a database must have before services connect.
 *
 * @param name the database
 * @param extensions made by the superuser, since services may not
 * @param schemas schema and owner
 * @param roles who may log in; never the superuser
 */
public record Database(String name, List<String> extensions, List<Schema> schemas, List<Role> roles) {

    public Database {
        extensions = List.copyOf(extensions);
        schemas = List.copyOf(schemas);
        roles = List.copyOf(roles);
    }

    /** A schema and the role that owns it. */
    public record Schema(String name, String owner) {}

    /**
     * A role.
     *
     * @param secret name of its password's secret; empty for a role that cannot log in
     */
    public record Role(String name, String secret) {}
}
