package dev.nself.provider.postgres;

import dev.nself.provider.exec.Command;
import dev.nself.provider.postgres.Steps.Step;
import dev.nself.provider.route.LiveFile;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Moves the primary from one place to another that follows it: pause, fence, stop, compare, promote, route, resume.
 *
 * <p>Until the new one is told to become the primary, every failure ends with the old one serving again. From then on
 * it stays stopped, and the next run goes on from there.
 */
final class Move {

    /** A clean stop writes one checkpoint, right after another; more than this and something else is wrong. */
    private static final Duration STOP = Duration.ofSeconds(90);

    private final Call call;
    private final Cluster cluster;
    private final Place from;
    private final Place to;
    private final List<Pooler> poolers;
    private final List<LiveFile> routes;
    private final Steps steps;

    Move(Call call, Cluster cluster, Place from, Place to, List<Pooler> poolers, List<LiveFile> routes, Steps steps) {
        this.call = call;
        this.cluster = cluster;
        this.from = from;
        this.to = to;
        this.poolers = poolers;
        this.routes = routes;
        this.steps = steps;
    }

    void run() {
        new CatchUp(call, cluster, from, to).await();
        steps.reached(Step.CAUGHT_UP);
        try (MoveSessions sessions = new MoveSessions(cluster, from, to, poolers, routes)) {
            Stopwatch watch = new Stopwatch();
            try {
                stopOld(sessions, watch);
            } catch (RuntimeException failure) {
                throw restored(sessions, failure);
            }
            startNew(sessions, watch);
            call.info("%s serves in place of %s: write pause %s".formatted(to.name(), from.name(), watch.summary()));
        }
    }

    private void stopOld(MoveSessions sessions, Stopwatch watch) {
        arm(sessions);
        steps.reached(Step.ARMED);
        new Quiet(call, cluster, from, poolers).pause(sessions, watch);
        reached(Step.PAUSED, watch);
        sessions.from.expect("fencing " + from.name(), Server.sql(cluster, Fence.CLOSE), Server.LIMIT);
        reached(Step.FENCED, watch);
        Lsn end = stop(sessions);
        reached(Step.STOPPED, watch);
        compare(sessions, end);
        reached(Step.COMPARED, watch);
    }

    /** Nothing here is felt: the engine would not start the old one again, and a reload would close its doors. */
    private void arm(MoveSessions sessions) {
        new Server(call, cluster, to).unfence();
        String hba = sessions.from.expect("asking for hba_file", Server.sql(cluster, "SHOW hba_file"), Server.LIMIT);
        from.container().update(List.of("--restart", "no"));
        sessions.fromRoot.expect("fencing " + hba, Fence.putUp(hba), Server.LIMIT);
    }

    /** Stops the old one for good; returns where its last record begins, a checkpoint that says that it is the last. */
    private Lsn stop(MoveSessions sessions) {
        sessions.fromVolume.send("""
                cd %1$s
                n=0
                while :; do
                  now=$(pg_controldata -D %2$s 2>&1)
                  case $now in
                    *WARNING*) ;;
                    *"cluster state:               shut down
                "*) echo "$now"; exit 0;;
                  esac
                  n=$((n + 1))
                  if [ $n -gt 6000 ]; then echo "no clean end within 60 s" >&2; exit 1; fi
                  sleep 0.01
                done
                """.formatted(cluster.dataPath(), cluster.folder()));
        // From here on it can only come up read-only; its shell may end with it before it answers.
        sessions.from.send("""
                set -eu
                cd %s
                : >standby.signal
                sync standby.signal .
                kill -INT "$(head -n 1 postmaster.pid)"
                """.formatted(cluster.data()));
        Command.Result ended = sessions.fromVolume.receive(STOP);
        return ControlData.of(sessions.fromVolume.expected("waiting for the end of " + from.name(), ended)).checkpoint();
    }

    private void compare(MoveSessions sessions, Lsn end) {
        sessions.to.expect("comparing %s with %s".formatted(to.name(), from.name()), Server.sql(cluster, """
                DO $$ BEGIN
                  FOR i IN 1..6000 LOOP
                    IF pg_last_wal_replay_lsn() > '%1$s'::pg_lsn THEN RETURN; END IF;
                    PERFORM pg_sleep(0.005);
                  END LOOP;
                  RAISE EXCEPTION 'it has replayed up to %% only, and the last record is at %1$s', pg_last_wal_replay_lsn();
                END $$;
                """.formatted(end)), Server.LIMIT);
    }

    private void startNew(MoveSessions sessions, Stopwatch watch) {
        sessions.to.send(Promotion.script(cluster));
        // The old one is gone: to lead the way to the new one a moment early harms nobody.
        Parallel.each(sessions.routes, LiveFile.Sessions::apply);
        sessions.to.expected("promoting " + to.name(), sessions.to.receive(Server.LIMIT));
        reached(Step.PROMOTED, watch);
        steps.reached(Step.ROUTED);
        resume(sessions);
        watch.lap("resumed");
        steps.reached(Step.RESUMED);
    }

    private void resume(MoveSessions sessions) {
        Parallel.each(poolers, pooler -> pooler.resume(sessions.poolers.get(poolers.indexOf(pooler))));
    }

    private void reached(Step step, Stopwatch watch) {
        watch.lap(step.name().toLowerCase(Locale.ROOT));
        call.progress(watch.last());
        steps.reached(step);
    }

    /** The failure, once the old one serves again. */
    private RuntimeException restored(MoveSessions sessions, RuntimeException failure) {
        // The cancelled thread must still be able to wait: leaving the platform without a primary is worse.
        boolean cancelled = Thread.interrupted();
        try {
            new Server(call, cluster, from).startAgain();
            for (Pooler pooler : poolers) {
                try (var shell = pooler.open()) {
                    pooler.resume(shell);
                }
            }
            return new ResourceFailure("%s; %s serves again as before".formatted(failure.getMessage(), from.name()), failure);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
            return new ResourceFailure("%s; and %s could not be made to serve again: %s; run up again".formatted(
                    failure.getMessage(), from.name(), second.getMessage()), failure);
        } finally {
            if (cancelled) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
