package dev.nself.provider.postgres;

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
        try (Shell primary = new Server(call, cluster, from).open(); Shell standby = new Server(call, cluster, to).open()) {
            awaitClose(primary, standby);
            call.progress("checkpoints on %s and %s".formatted(from.name(), to.name()));
            // Then the one of the stop has little to write, and a crash in the move little to replay.
            primary.send(Server.sql(cluster, "CHECKPOINT"));
            standby.send(Server.sql(cluster, "CHECKPOINT"));
            primary.expected("a checkpoint", primary.receive(CHECKPOINT));
            standby.expected("a checkpoint", standby.receive(CHECKPOINT));
            awaitClose(primary, standby);
        }
    }

    private void awaitClose(Shell primary, Shell standby) {
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            call.throwIfCancelled();
            Lsn end = Lsn.of(primary.expect("asking how far it is", Server.sql(cluster, "SELECT pg_current_wal_lsn()"), Server.LIMIT));
            String[] found = standby.expect("asking how far it is", Server.sql(cluster, """
                    SELECT coalesce((SELECT status FROM pg_stat_wal_receiver), 'not connected'), pg_last_wal_replay_lsn()
                    """), Server.LIMIT).split("\\|");
            long lag = Math.max(0, end.minus(Lsn.of(found[1])));
            boolean streaming = found[0].equals("streaming");
            if (streaming && lag < CLOSE) {
                return;
            }
            if (lag < least) {
                least = lag;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new ResourceFailure("%s: does not catch up with %s, %s, %d MB behind; its last log lines:\n%s".formatted(
                        to.name(), from.name(), found[0], lag / CLOSE, to.container().lastLines(10)));
            }
            call.progress("%s follows %s: %s, %d MB behind".formatted(to.name(), from.name(), found[0], lag / CLOSE));
            Waiting.pause(BETWEEN);
        }
    }
}
