package dev.nself.provider.database;

import dev.nself.provider.schema.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a database must have, as steps in the order in which they depend on each other.
 *
 * @param schemas owners by schema
 */
record DatabaseSetup(
        String database, List<String> extensions, Map<String, String> schemas, List<Role> roles, List<Grant> grants) {

    static DatabaseSetup of(Inputs inputs) {
        Map<String, String> schemas = new LinkedHashMap<>();
        inputs.objects("schemas").forEach(schema -> schemas.put(schema.text("name"), schema.text("owner")));
        return new DatabaseSetup(
                inputs.text("database"),
                inputs.texts("extensions"),
                schemas,
                inputs.objects("roles").stream().map(Role::of).toList(),
                inputs.objects("grants").stream().map(Grant::of).toList());
    }

    /** All but the passwords, which SQL alone cannot compare. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        roles.forEach(role -> steps.add(roleStep(role)));
        roles.forEach(role -> role.memberOf().forEach(group -> steps.add(membershipStep(role.name(), group))));
        steps.add(closedDatabase());
        roles.forEach(role ->
                role.databasePrivileges().forEach(privilege -> steps.add(databaseStep(role.name(), privilege))));
        extensions.forEach(extension -> steps.add(extensionStep(extension)));
        schemas.forEach((schema, owner) -> steps.add(schemaStep(schema, owner)));
        schemas.keySet().forEach(schema -> steps.add(closedSchema(schema)));
        for (Grant grant : grants) {
            grant.onSchema().forEach(privilege -> steps.add(schemaGrant(grant, privilege)));
            grant.onObjects().forEach((kind, privileges) -> steps.add(objectGrant(grant, kind, privileges)));
        }
        return steps;
    }

    /** SQL that takes back the grants of an earlier declaration that this one no longer has. */
    String revocations(DatabaseSetup earlier) {
        StringBuilder sql = new StringBuilder();
        for (Grant old : earlier.grants) {
            if (grants.stream().noneMatch(old::samePlace) && schemas.containsKey(old.schema())) {
                sql.append(takeBack(old));
            }
        }
        return sql.toString();
    }

    private static Step roleStep(Role role) {
        String login = role.logsIn() ? "LOGIN" : "NOLOGIN";
        String check = "EXISTS (SELECT FROM pg_roles WHERE rolname = %s AND rolcanlogin = %s AND rolconnlimit = %d"
                        .formatted(Sql.text(role.name()), role.logsIn(), role.connectionLimit())
                + " AND rolreplication = %s AND NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb))"
                        .formatted(role.replication());
        String replication = role.replication() ? "REPLICATION" : "NOREPLICATION";
        String repair = """
                SELECT 'CREATE ROLE %1$s' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %2$s) \\gexec
                ALTER ROLE %1$s %3$s NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB %5$s CONNECTION LIMIT %4$d;
                """.formatted(Sql.name(role.name()), Sql.text(role.name()), login, role.connectionLimit(), replication);
        return new Step("role %s is missing or has other attributes".formatted(role.name()), check, repair);
    }

    private static Step membershipStep(String role, String group) {
        return new Step(
                "role %s is not a member of %s".formatted(role, group),
                "EXISTS (SELECT FROM pg_auth_members WHERE member = %s AND roleid = %s)".formatted(oid(role), oid(group)),
                "GRANT %s TO %s;\n".formatted(Sql.name(group), Sql.name(role)));
    }

    /** By default everybody may connect to every database: here only whom the declaration names. */
    private Step closedDatabase() {
        return new Step(
                "database %s is open to everybody".formatted(database),
                "NOT EXISTS (SELECT FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
                        + " WHERE d.datname = current_database() AND a.grantee = 0)",
                "REVOKE ALL ON DATABASE %s FROM PUBLIC;\n".formatted(Sql.name(database)));
    }

    private Step databaseStep(String role, String privilege) {
        return new Step(
                "role %s lacks %s on database %s".formatted(role, privilege, database),
                // Its own right: what it has through PUBLIC goes with the step before.
                "EXISTS (SELECT FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
                        + " WHERE d.datname = current_database() AND a.grantee = %s AND a.privilege_type = %s)"
                                .formatted(oid(role), Sql.text(privilege)),
                "GRANT %s ON DATABASE %s TO %s;\n".formatted(privilege, Sql.name(database), Sql.name(role)));
    }

    private static Step extensionStep(String extension) {
        // No WITH SCHEMA: some extensions, pg_cron for one, insist on theirs.
        return new Step(
                "extension %s is missing".formatted(extension),
                "EXISTS (SELECT FROM pg_extension WHERE extname = %s)".formatted(Sql.text(extension)),
                "SET LOCAL search_path = public;\nCREATE EXTENSION IF NOT EXISTS %s CASCADE;\n"
                        .formatted(Sql.name(extension)));
    }

    private static Step schemaStep(String schema, String owner) {
        return new Step(
                "schema %s is missing or not owned by %s".formatted(schema, owner),
                "EXISTS (SELECT FROM pg_namespace WHERE nspname = %s AND nspowner = %s)"
                        .formatted(Sql.text(schema), oid(owner)),
                "CREATE SCHEMA IF NOT EXISTS %1$s;\nALTER SCHEMA %1$s OWNER TO %2$s;\n"
                        .formatted(Sql.name(schema), Sql.name(owner)));
    }

    private static Step closedSchema(String schema) {
        return new Step(
                "everybody may create in schema %s".formatted(schema),
                "NOT EXISTS (SELECT FROM pg_namespace n, aclexplode(n.nspacl) a"
                        + " WHERE n.nspname = %s AND a.grantee = 0 AND a.privilege_type = 'CREATE')"
                                .formatted(Sql.text(schema)),
                "REVOKE CREATE ON SCHEMA %s FROM PUBLIC;\n".formatted(Sql.name(schema)));
    }

    private static Step schemaGrant(Grant grant, String privilege) {
        return new Step(
                "role %s lacks %s on schema %s".formatted(grant.role(), privilege, grant.schema()),
                "has_schema_privilege(%s, %s, %s)"
                        .formatted(oid(grant.role()), schemaOid(grant.schema()), Sql.text(privilege)),
                "GRANT %s ON SCHEMA %s TO %s;\n"
                        .formatted(privilege, Sql.name(grant.schema()), Sql.name(grant.role())));
    }

    /**
     * Rights on objects. The default privileges tell whether this was done: what is there already is granted only
     * together with them, so that a REVOKE in the user's own migrations is not undone by the next update.
     */
    private Step objectGrant(Grant grant, Grant.ObjectKind kind, List<String> privileges) {
        String present = "(SELECT array_agg(DISTINCT a.privilege_type::text ORDER BY a.privilege_type::text)"
                + " FROM pg_default_acl d, aclexplode(d.defaclacl) a"
                + " WHERE d.defaclrole = %s AND d.defaclnamespace = %s AND d.defaclobjtype = '%s' AND a.grantee = %s)"
                        .formatted(owner(grant), schemaOid(grant.schema()), kind.letter(), oid(grant.role()));
        String declared = "ARRAY[%s]::text[]".formatted(Sql.texts(List.copyOf(new TreeSet<>(privileges))));
        boolean ownsThem = grant.role().equals(schemas.get(grant.schema()));
        String check = ownsThem ? "true" : "coalesce(%s, '{}') = %s".formatted(present, declared);
        String repair = revoke(grant, kind) + (privileges.isEmpty() ? "" : give(grant, kind, privileges));
        return new Step(
                "role %s has other rights on the %s of schema %s"
                        .formatted(grant.role(), kind.name().toLowerCase(Locale.ROOT), grant.schema()),
                check,
                repair);
    }

    private String give(Grant grant, Grant.ObjectKind kind, List<String> privileges) {
        String rights = String.join(", ", privileges);
        return """
                GRANT %1$s ON ALL %2$s IN SCHEMA %3$s TO %4$s;
                ALTER DEFAULT PRIVILEGES FOR ROLE %5$s IN SCHEMA %3$s GRANT %1$s ON %2$s TO %4$s;
                """.formatted(
                        rights,
                        kind.name(),
                        Sql.name(grant.schema()),
                        Sql.name(grant.role()),
                        Sql.name(schemas.get(grant.schema())));
    }

    private String revoke(Grant grant, Grant.ObjectKind kind) {
        return """
                REVOKE ALL ON ALL %1$s IN SCHEMA %2$s FROM %3$s;
                ALTER DEFAULT PRIVILEGES FOR ROLE %4$s IN SCHEMA %2$s REVOKE ALL ON %1$s FROM %3$s;
                """.formatted(
                        kind.name(),
                        Sql.name(grant.schema()),
                        Sql.name(grant.role()),
                        Sql.name(schemas.get(grant.schema())));
    }

    private String takeBack(Grant grant) {
        StringBuilder sql = new StringBuilder();
        for (Grant.ObjectKind kind : Grant.ObjectKind.values()) {
            sql.append(revoke(grant, kind));
        }
        sql.append("REVOKE ALL ON SCHEMA %s FROM %s;\n".formatted(Sql.name(grant.schema()), Sql.name(grant.role())));
        // Somebody may have dropped the role by hand: then its rights went with it.
        return "SELECT %s WHERE EXISTS (SELECT FROM pg_roles WHERE rolname = %s) \\gexec\n"
                .formatted(Sql.text(sql.toString().replace('\n', ' ')), Sql.text(grant.role()));
    }

    private String owner(Grant grant) {
        return oid(schemas.getOrDefault(grant.schema(), ""));
    }

    /** The role's number, or null when there is none of that name: checks are then null, not errors. */
    private static String oid(String role) {
        return "(SELECT oid FROM pg_roles WHERE rolname = %s)".formatted(Sql.text(role));
    }

    private static String schemaOid(String schema) {
        return "(SELECT oid FROM pg_namespace WHERE nspname = %s)".formatted(Sql.text(schema));
    }
}
