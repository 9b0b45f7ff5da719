package dev.nself.render;

import dev.nself.model.PostgresPlan;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * PostgreSQL's settings, for {@code postgres -c config_file=}{@link #PATH}.
 *
 * <p>The user's tuning wins over what is derived from memory and loses against what a later tier needs. The data
 * directory is the image's {@code PGDATA}; {@code postgresql.auto.conf} in it is read last.
 */
public final class PostgresConf {
    /** Where the server reads it. */
    public static final String PATH = "/etc/nself/postgresql.conf";

    /** PEM, the server's certificate. */
    public static final String CERTIFICATE = "/etc/nself/tls/fullchain.pem";

    /** PEM; the server refuses a key that others can read, so the container's start copies it here with mode 0600. */
    public static final String PRIVATE_KEY = "/tmp/server.key";

    /** Connections that {@code work_mem} is shared out to; the same in every tier, or a standby refuses to start. */
    private static final int MAX_CONNECTIONS = 200;

    private PostgresConf() {}

    /**
     * Renders the file. A quarter of the container's memory is shared buffers and three quarters are expected to cache
     * files, as PostgreSQL's manual advises for a server of its own.
     */
    public static String render(PostgresPlan plan) {
        int memory = plan.memoryMiB();
        return Template.load("postgres/postgresql.conf").render(Map.of(
                "sharedBuffers", Integer.toString(memory / 4),
                "effectiveCacheSize", Integer.toString(memory * 3 / 4),
                "maintenanceWorkMem", Integer.toString(Math.max(16, Math.min(1024, memory / 16))),
                "workMem", Integer.toString(Math.max(4, memory / 2 / MAX_CONNECTIONS)),
                "tuning", plan.tuning().entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                        .collect(Collectors.joining())));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
