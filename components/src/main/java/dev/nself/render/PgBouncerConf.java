package dev.nself.render;

import dev.nself.model.Database;
import dev.nself.model.Part.Encoding;
import dev.nself.model.Text;
import java.util.Map;

/** PgBouncer's settings, for {@code pgbouncer} {@link #PATH}. */
final class PgBouncerConf {

    static final String PATH = "/etc/pgbouncer/pgbouncer.ini";

    /** Who may log in, and with what; PgBouncer logs in to the server with the same. */
    static final String USERS_PATH = "/etc/pgbouncer/userlist.txt";

    private PgBouncerConf() {}

    static String render(Database database) {
        return Template.load("pgbouncer/pgbouncer.ini").render(Map.of("database", database.name()));
    }

    /** The roles of services; passwords are letters and digits, which need no escape within the quotes. */
    static Text users(Database database) {
        Text users = Text.of("; role, password\n");
        for (Database.Role role : database.roles()) {
            if (!role.secret().isEmpty() && !role.replicates()) {
                users = users.and("\"" + role.name() + "\" \"").andSecret(role.secret(), Encoding.PLAIN).and("\"\n");
            }
        }
        return users;
    }
}
