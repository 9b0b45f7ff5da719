package dev.nself.provider.postgres;

import dev.nself.provider.exec.Shell;
import dev.nself.provider.postgres.Steps.Step;
import dev.nself.provider.route.LiveFile;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;

/**
 * Makes a member the primary, whatever it finds: looks, decides, acts, and looks again.
 *
 * @param places all where data of the platform may be
 * @param member the one that is to serve
 */
record Switchover(
        Call call,
        Cluster cluster,
        List<Place> places,
        Place member,
        List<Pooler> poolers,
        List<LiveFile> routes,
        Steps steps) {

    /** More than any way from any state takes; a loop would be a mistake in the decision. */
    private static final int MOST_ACTIONS = 400;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(300);

    /** Returns what serves in the end. */
    Sighting run() {
        long impatient = System.nanoTime() + PATIENCE.toNanos();
        for (int turn = 0; turn < MOST_ACTIONS; turn++) {
            call.throwIfCancelled();
            List<Sighting> seen = new Observer(call, cluster).all(places);
            Action action = new Decision(seen, member.name(), System.nanoTime() < impatient).next();
            switch (action.kind()) {
                case REFUSE -> {
                    resumeWhenServing(seen);
                    throw new ResourceFailure(action.why());
                }
                case MOVE -> new Move(call, cluster, place(action.other()), member, poolers, routes, steps).run();
                case PROMOTE -> promote();
                case WAIT -> {
                    call.progress("%s waits for what %s has".formatted(member.name(), action.other()));
                    Waiting.pause(BETWEEN);
                }
                case START_AGAIN -> new Server(call, cluster, place(action.other())).startAgain();
                case FOLLOW -> new Server(call, cluster, member).follow(place(action.other()));
                case FINISH -> {
                    finish(Candidates.sighting(seen, member));
                    return Candidates.sighting(seen, member);
                }
            }
        }
        throw new ResourceFailure("%s: could not be made the primary; see its log: docker logs --tail 50 %s"
                .formatted(member.name(), member.container().name()));
    }

    private void promote() {
        call.progress(member.name() + " becomes the primary");
        Server server = new Server(call, cluster, member);
        server.unfence();
        try (Shell shell = server.open()) {
            shell.expect("promoting " + member.name(), Promotion.script(cluster), Server.LIMIT);
        }
    }

    /** Every part of it can be done twice. */
    private void finish(Sighting serving) {
        Server server = new Server(call, cluster, member);
        if (serving.fenced()) {
            call.progress(member.name() + " lets clients in again");
            server.unfence();
        }
        boolean rerouted = Parallel.map(routes, LiveFile::apply).contains(true);
        Parallel.each(poolers, pooler -> {
            try (Shell shell = pooler.open()) {
                if (rerouted || pooler.isPaused(shell)) {
                    pooler.resume(shell);
                }
            }
        });
        new Slot(call, cluster, member).dropAllBut(List.of());
        server.forgetItsPrimary();
        steps.reached(Step.CLEANED);
    }

    /** Clients must not wait on a pooler that a killed run paused, when there is somebody to serve them. */
    private void resumeWhenServing(List<Sighting> seen) {
        boolean serves = seen.stream().anyMatch(sighting -> sighting.is(Sighting.Standing.PRIMARY) && !sighting.fenced());
        if (!serves) {
            return;
        }
        for (Pooler pooler : poolers) {
            try (Shell shell = pooler.open()) {
                if (pooler.isPaused(shell)) {
                    pooler.resume(shell);
                }
            } catch (ResourceFailure e) {
                call.warn("pooler %s: cannot be resumed: %s".formatted(pooler.container().name(), e.getMessage()));
            }
        }
    }

    private Place place(String name) {
        return Candidates.named(places, name);
    }
}
