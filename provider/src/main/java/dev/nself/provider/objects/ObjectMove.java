package dev.nself.provider.objects;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Shell;
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
 * Moves all that a MinIO server has to another one, and the routes with it.
 *
 * <p>Its files are copied as they are, so every version, time, tag, started upload, user and policy stays what it is.
 * Most of them go while the old server runs; then it stops, and the rest goes, until both sides have the same files.
 */
final class ObjectMove {

    /** A last copy of so much takes about a second; writes wait for it. */
    private static final long SMALL = 16L << 20;

    private static final int MOST_PASSES = 5;

    private static final Duration READY_LIMIT = Duration.ofMinutes(6);

    /** The one address that answers only once users and the settings of buckets are loaded; with or without TLS. */
    private static final String READY = """
            left=3000
            at=127.0.0.1:9000/minio/health/cluster
            while ! curl -fsk -o /dev/null https://$at && ! curl -fs -o /dev/null http://$at; do
                left=$((left - 1))
                if [ $left -eq 0 ]; then echo "no good answer from $at" >&2; exit 1; fi
                sleep 0.1
            done
            """;

    private final Call call;
    private final List<LiveFile> routes;
    private final Duration limit;

    ObjectMove(Call call, List<LiveFile> routes) {
        this.call = call;
        this.routes = routes;
        this.limit = call.timeout().isZero() ? Duration.ofHours(24) : call.timeout();
    }

    /** Brings everything from the place that holds it to the target, which then serves. */
    void carry(Place from, Member target) {
        Member old = from.member();
        // It may have been stopped by a move that was cut off: until all is copied, it serves.
        serve(old);
        try (ObjectVolume giver = ObjectVolume.beside(old); ObjectVolume taker = ObjectVolume.beside(target)) {
            Mark mark = firstMark(from, giver);
            taker.mark(Mark.COPY);
            copyWhileServing(giver, taker, old, target);
            Mark handover = Mark.handover(mark.generation(), target.name());
            // Opened before the writes wait.
            try (Routes ready = Routes.open(routes)) {
                stopAndFinish(giver, taker, old, target, handover);
                commit(taker, target, handover, ready);
            }
            call.progress("objects: the copy's work folders go away");
            taker.take("clean", limit);
            giver.give("clean", limit);
        }
    }

    /** Makes the target serve with what it has. */
    void stay(Mark mark, Member target) {
        serve(target);
        try (ObjectVolume volume = ObjectVolume.inside(target); Routes ready = Routes.open(routes)) {
            switch (mark.kind()) {
                case PRIMARY -> call.progress("objects stay on " + target.name());
                case HANDOVER -> volume.mark(Mark.primary(mark.generation()));
                case NONE, COPY -> volume.mark(Mark.primary(1));
            }
            ready.apply();
            volume.give("clean", limit);
        }
    }

    /** A server that was never part of a move says nothing yet: before it gives anything away, it says what it is. */
    private static Mark firstMark(Place from, ObjectVolume giver) {
        if (from.mark().kind() != Mark.Kind.NONE) {
            return from.mark();
        }
        Mark mark = Mark.primary(1);
        giver.mark(mark);
        return mark;
    }

    private void copyWhileServing(ObjectVolume giver, ObjectVolume taker, Member old, Member target) {
        call.progress("objects: %s tells what it has already".formatted(target.name()));
        giver.give("begin", limit);
        taker.take("begin", limit);
        taker.send("other", giver, "other", limit);
        giver.give("compare", limit);
        for (int pass = 1; pass <= MOST_PASSES; pass++) {
            call.throwIfCancelled();
            call.progress("objects: pass %d from %s to %s".formatted(pass, old.name(), target.name()));
            Amount amount = Amount.of(giver.give("live", limit));
            call.progress("objects: %d files, %d MiB to copy".formatted(amount.files(), amount.bytes() >> 20));
            giver.send("out", taker, "in", limit);
            taker.take("live", limit);
            if (amount.bytes() <= SMALL) {
                return;
            }
        }
        call.warn("objects: written faster than copied; the old server stops for as long as the rest takes");
    }

    private void stopAndFinish(ObjectVolume giver, ObjectVolume taker, Member old, Member target, Mark handover) {
        try {
            call.progress("objects: %s stops, the rest goes to %s".formatted(old.name(), target.name()));
            target.container().stop();
            old.container().stop();
            Amount amount = Amount.of(giver.give("last", limit));
            call.progress("objects: the last %d files go".formatted(amount.files()));
            giver.send("out", taker, "in", limit);
            taker.take("last " + amount.digest(), limit);
            call.progress("objects: %s has everything".formatted(target.name()));
            giver.mark(handover);
        } catch (ResourceFailure e) {
            call.warn("objects: the move failed, %s serves again".formatted(old.name()));
            old.container().start();
            throw e;
        }
    }

    private void commit(ObjectVolume taker, Member target, Mark handover, Routes ready) {
        call.progress("objects: %s takes over".formatted(target.name()));
        taker.mark(Mark.primary(handover.generation() + 1));
        call.progress("objects: %s starts".formatted(target.name()));
        serve(target);
        call.progress("objects: the routes go to %s".formatted(target.name()));
        ready.apply();
    }

    /** Returns once the server has loaded its users and its buckets' settings, such as whether to keep versions. */
    private void serve(Member member) {
        member.container().start();
        call.progress("objects: waiting until %s is ready".formatted(member.name()));
        try (Shell shell = Shell.in(member.container(), "")) {
            Command.Result ready = shell.run(READY, READY_LIMIT);
            if (!ready.ok()) {
                throw new ResourceFailure("storage on %s: not ready (%s); its last log lines:\n%s".formatted(
                        member.name(), ready.errors().strip(), member.container().lastLines(20)));
            }
        }
    }

    /**
     * What a pass has to copy.
     *
     * @param digest of all that the other side must have after it
     */
    private record Amount(long files, long bytes, String digest) {

        static Amount of(String line) {
            String[] words = line.split(" ");
            if (words.length != 3) {
                throw new ResourceFailure("storage: a pass told no amount, got %s; run up again".formatted(line));
            }
            return new Amount(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
        }
    }
}
