package dev.nself.provider.postgres;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;

/** Waits until a standby is so close behind its primary that little is left to do in the pause. */
record CatchUp(Call call, Cluster cluster, Place from, Place to) {

    private static final long CLOSE = 1024 * 1024;
    private static final Duration BETWEEN = Duration.ofMillis(300);

    /** A standby that does not get nearer for so long never will. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A checkpoint of a large, busy server. */
    private static final Duration CHECKPOINT = Duration.ofMinutes(30);

    void await() {
        try (Shell primary = Server.psql(cluster, from); Shell standby = Server.psql(cluster, to)) {
            pin(standby, "");
            awaitClose(primary, standby);
            call.progress("checkpoints on %s and %s".formatted(from.name(), to.name()));
            // Then the one of the stop has little to write, and a crash in the move little to replay.
            primary.send("CHECKPOINT;");
            standby.send("CHECKPOINT;");
            primary.expected("a checkpoint", primary.receive(CHECKPOINT));
            standby.expected("a checkpoint", standby.receive(CHECKPOINT));
            pin(standby, address());
            awaitClose(primary, standby);
        }
    }

    /** The primary's address as the standby sees it; empty where that cannot be told. */
    private String address() {
        try (Shell shell = Shell.in(to.container(), "")) {
            Command.Result found = shell.run("getent ahosts '%s'".formatted(from.host()), Server.LIMIT);
            return found.ok() ? found.output().split("\\s", 2)[0] : "";
        }
    }

    /**
     * Makes the standby go by address for the time of the move: a name of a stopped container has no answer, and who
     * waits for one cannot be promoted for seconds. Empty takes all back, since a container's address changes.
     */
    private void pin(Shell standby, String address) {
        standby.expect("setting primary_conninfo", """
                SELECT format('ALTER SYSTEM SET primary_conninfo = %%L', wanted)
                FROM (SELECT current_setting('primary_conninfo') AS present,
                        regexp_replace(current_setting('primary_conninfo'), ' hostaddr=[^ ]+', '') || '%s' AS wanted) AS c
                WHERE present <> wanted \\gexec
                """.formatted(address.isEmpty() ? "" : " hostaddr=" + address), Server.LIMIT);
        // A standby that has just lost its primary may sleep for this long, 5 s by default, before it sees the promotion.
        standby.expect("setting wal_retrieve_retry_interval", address.isEmpty()
                ? "ALTER SYSTEM RESET wal_retrieve_retry_interval;"
                : "ALTER SYSTEM SET wal_retrieve_retry_interval = '100ms';", Server.LIMIT);
        standby.expect("reloading", "SELECT pg_reload_conf();", Server.LIMIT);
        if (!address.isEmpty()) {
            // Else the connection that ends in a moment would be taken for the new one.
            Waiting.pause(BETWEEN);
        }
    }

    private void awaitClose(Shell primary, Shell standby) {
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            call.throwIfCancelled();
            Lsn end = Lsn.of(primary.expect("asking how far it is", "SELECT pg_current_wal_lsn();", Server.LIMIT));
            String[] found = standby.expect("asking how far it is", """
                    SELECT coalesce((SELECT status FROM pg_stat_wal_receiver), 'not connected'), pg_last_wal_replay_lsn();
                    """, Server.LIMIT).split("\\|");
            long lag = Math.max(0, end.minus(Lsn.of(found[1])));
            boolean streaming = found[0].equals("streaming");
            if (streaming && lag < CLOSE) {
                return;
            }
            if (lag < least) {
                least = lag;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new ResourceFailure("%s: does not catch up with %s, %s, %d MB behind; its last log lines:\n%s"
                        .formatted(to.name(), from.name(), found[0], lag / CLOSE, to.container().lastLines(10)));
            }
            call.progress("%s follows %s: %s, %d MB behind".formatted(to.name(), from.name(), found[0], lag / CLOSE));
            Waiting.pause(BETWEEN);
        }
    }
}
