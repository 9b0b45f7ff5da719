package dev.nself.provider.redis;

import dev.nself.provider.route.LiveFile;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;
import dev.nself.provider.store.Place;
import dev.nself.provider.store.Routes;
import java.time.Duration;
import java.util.List;

/**
 * Moves a running Redis from one server to another, and the routes with it.
 *
 * <p>Roles are set at run time only. After a restart the new server is a master by itself; the old one, which would be
 * one too, is not started again by its engine from the moment it gives its role away.
 */
final class RedisMove {

    private static final Duration START = Duration.ofMinutes(10);

    private final Call call;
    private final RedisServer.Access access;
    private final List<LiveFile> routes;
    private final Duration patience;

    RedisMove(Call call, RedisServer.Access access, List<LiveFile> routes) {
        this.call = call;
        this.access = access;
        this.routes = routes;
        this.patience = call.timeout().isZero() ? Duration.ofHours(1) : call.timeout();
    }

    /** Brings all data from the place that holds them to the target, which then serves. */
    void carry(Place from, Member target) {
        from.member().container().start();
        restore(target);
        try (RedisServer old = RedisServer.open(from.member(), access);
                RedisServer young = RedisServer.open(target, access);
                Routes ready = Routes.open(routes)) {
            Mark mark = firstMark(from, old);
            young.markCopy();
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                RedisView seen = old.look(call, START);
                switch (RedisStep.next(from.member(), seen, mark, target, young.look(call, START))) {
                    case FOLLOW -> follow(old, young);
                    case WAIT -> waitFor(target, deadline);
                    case HAND_OVER -> mark = handOver(old, mark, target);
                    case COMMIT -> {
                        commit(young, mark);
                        switchRoutes(old, young, ready);
                        return;
                    }
                }
            }
        }
    }

    /** Makes the target serve with the data it has. */
    void stay(Mark mark, Member target) {
        restore(target);
        try (RedisServer server = RedisServer.open(target, access); Routes ready = Routes.open(routes)) {
            RedisView view = server.look(call, START);
            if (view.failingOver()) {
                // The run that began it was cut off, and now the data shall stay.
                server.abortFailover();
                view = server.look(call, START);
            }
            if (!view.master()) {
                server.promote();
            }
            switch (mark.kind()) {
                case PRIMARY -> call.progress("Redis stays on " + target.name());
                case HANDOVER -> server.mark(Mark.primary(mark.generation()));
                case NONE, COPY -> server.mark(Mark.primary(1));
            }
            ready.apply();
        }
    }

    /** Ends what the proxies still hold open to servers that serve no more. */
    void disconnect(List<Member> others) {
        for (Member other : others) {
            if (!runs(other)) {
                continue;
            }
            try (RedisServer server = RedisServer.open(other, access)) {
                server.disconnectClients();
            } catch (ResourceFailure e) {
                call.warn("%s: connections to it may stay open: %s".formatted(other.name(), e.getMessage()));
            }
        }
    }

    /** A server that was never part of a move says nothing yet: before it gives anything away, it says what it is. */
    private static Mark firstMark(Place from, RedisServer old) {
        if (from.mark().kind() != Mark.Kind.NONE) {
            return from.mark();
        }
        Mark mark = Mark.primary(1);
        old.mark(mark);
        return mark;
    }

    private void follow(RedisServer old, RedisServer young) {
        call.progress("Redis on %s copies that on %s".formatted(young.member().name(), old.member().name()));
        old.prepare();
        young.follow(old.member());
    }

    private void waitFor(Member target, long deadline) {
        if (System.nanoTime() > deadline) {
            throw new ResourceFailure(("redis on %s: not in step with the old server after %d s; the old one still"
                    + " serves; run up again, with a longer update timeout if it needs one")
                    .formatted(target.name(), patience.toSeconds()));
        }
        RedisServer.pause(call, "Redis on %s is copying".formatted(target.name()));
    }

    private Mark handOver(RedisServer old, Mark mark, Member target) {
        call.progress("Redis on %s gives its role to %s".formatted(old.member().name(), target.name()));
        old.member().container().update(List.of("--restart", "no"));
        Mark handover = Mark.handover(mark.generation(), target.name());
        old.handOver(handover, target);
        return handover;
    }

    private void commit(RedisServer young, Mark handover) {
        call.progress("Redis on %s has the role".formatted(young.member().name()));
        young.mark(Mark.primary(handover.generation() + 1));
    }

    /** The proxies keep open connections to the old server over a reload: it ends them. */
    private void switchRoutes(RedisServer old, RedisServer young, Routes ready) {
        call.progress("routes go to Redis on " + young.member().name());
        ready.apply();
        call.progress("connections to Redis on %s end".formatted(old.member().name()));
        old.disconnectClients();
    }

    /** As the engine is to run it from now on, whatever a move away from it has left. */
    private static void restore(Member member) {
        if (member.container().inspect().stream()
                .anyMatch(found -> found.path("HostConfig").path("RestartPolicy").path("Name").asText().equals("no"))) {
            member.container().update(List.of("--restart", "unless-stopped"));
        }
        member.container().start();
    }

    private static boolean runs(Member member) {
        return member.container().inspect().stream().anyMatch(found -> found.path("State").path("Running").asBoolean());
    }
}
