package dev.nself.provider.postgres;

/**
 * Keeps clients and writes away from a server, also after it was started again by hand: no client may log in over the
 * network, and whoever is in may only read. Replication goes on, since {@code all} does not cover it.
 */
final class Fence {

    /** Run by the superuser in the server that is fenced, after {@link #putUp} has changed the file. */
    static final String CLOSE = """
            ALTER SYSTEM SET default_transaction_read_only = on;
            SELECT pg_reload_conf();
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
              WHERE backend_type = 'client backend' AND pid <> pg_backend_pid();
            """;

    static final String TAKE_OFF = """
            ALTER SYSTEM RESET default_transaction_read_only;
            SELECT pg_reload_conf();
            """;

    private static final String BEGIN = "# nself: fenced for a move, see below";
    private static final String END = "# nself: end of the fence";

    private Fence() {}

    /** Run by root, whose file it is; the server reads it at its next reload. */
    static String putUp(String hba) {
        return edit(hba, "printf '%s\\n' '" + BEGIN + "' 'host all all all reject' '" + END + "'");
    }

    static String takeOff(String hba) {
        return "if grep -q '^" + BEGIN + "' " + hba + "; then\n" + edit(hba, ":") + "\nfi";
    }

    private static String edit(String hba, String head) {
        return """
                set -eu
                umask 022
                { %2$s; sed '/^%3$s/,/^%4$s/d' %1$s; } >%1$s.new
                mv -f %1$s.new %1$s
                """.formatted(hba, head, BEGIN, END);
    }
}
