package dev.nself.provider.postgres;

import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;

/**
 * Finds the moment for a move: one without long transactions.
 *
 * <p>A pooler cannot pause before the transactions in it have ended, and everybody else queues meanwhile; and a
 * transaction past the pooler is cut off by the fence. So a move begins when no transaction is older than a second, and
 * gives up, with nothing changed, rather than kill one or let all wait for it.
 */
record Quiet(Call call, Cluster cluster, Place from, List<Pooler> poolers) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int TRIES = 5;

    private static final String LONG = """
            SELECT format('%s of %s since %s s', pid, usename, round(extract(epoch FROM clock_timestamp() - xact_start)))
            FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
              AND xact_start < clock_timestamp() - interval '1 second'
            """;

    /** Returns once all poolers are paused; the watch begins with the pause that succeeded. */
    void pause(MoveSessions sessions, Stopwatch watch) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            await(sessions);
            watch.begin();
            List<Boolean> paused = Parallel.map(
                    poolers, pooler -> pooler.pause(sessions.poolers.get(poolers.indexOf(pooler))));
            if (!paused.contains(false)) {
                return;
            }
            Parallel.each(poolers, pooler -> pooler.resume(sessions.poolers.get(poolers.indexOf(pooler))));
            call.progress("a transaction kept the pooler from pausing; trying again");
            Waiting.pause(Duration.ofSeconds(attempt));
        }
        throw tooBusy("in %d tries a transaction was always longer than %d s".formatted(TRIES, Pooler.MOST.toSeconds()));
    }

    private void await(MoveSessions sessions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            call.throwIfCancelled();
            String running = sessions.from.expect("looking for transactions", Server.sql(cluster, LONG), Server.LIMIT);
            if (running.isBlank()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw tooBusy("for %d s there was always one: process %s"
                        .formatted(PATIENCE.toSeconds(), running.replace("\n", ", ")));
            }
            call.progress("waiting for the end of long transactions: process " + running.replace("\n", ", "));
            Waiting.pause(BETWEEN);
        }
    }

    private ResourceFailure tooBusy(String what) {
        return new ResourceFailure(("%s: no moment without long transactions, %s; run up again when they have ended, or end"
                + " them: SELECT pg_terminate_backend(PROCESS)").formatted(from.name(), what));
    }
}
