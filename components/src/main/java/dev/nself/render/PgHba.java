package dev.nself.render;

import dev.nself.model.Database;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may log in to PostgreSQL, from where and how. */
public final class PgHba {
    /** Where the server reads it. */
    public static final String PATH = "/etc/nself/pg_hba.conf";

    /** The role that standbys stream with; allowed from the first day, since it needs no restart then. */
    public static final String REPLICATION_ROLE = "replicator";

    /** The container itself, for health checks, and the private networks of RFC 1918 and RFC 4193. */
    private static final List<String> CLIENTS = List.of(
            "127.0.0.1/32", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8");

    private PgHba() {}

    /** Renders the file: every role that has a password may reach this database and no other, encrypted only. */
    public static String render(Database database) {
        String roles = database.roles().stream()
                .filter(role -> !role.secret().isEmpty() && !role.replicates())
                .map(role -> quoted(role.name()))
                .collect(Collectors.joining(","));
        return Template.load("postgres/pg_hba.conf").render(Map.of(
                "services", roles.isEmpty() ? "" : lines(quoted(database.name()), roles),
                "replication", lines("replication", quoted(REPLICATION_ROLE))));
    }

    private static String lines(String database, String roles) {
        return CLIENTS.stream()
                .map(client -> String.format("%-8s %s  %s  %-14s scram-sha-256\n", "hostssl", database, roles, client))
                .collect(Collectors.joining());
    }

    /** Quoted, a name is never one of the file's keywords, such as {@code all}. */
    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
