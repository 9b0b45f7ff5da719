package dev.nself.provider.postgres;

import dev.nself.provider.postgres.Action.Kind;
import dev.nself.provider.postgres.Sighting.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What comes next, from what was seen: a pure function, so that a run which was cut off anywhere goes on from reality.
 *
 * @param seen all places
 * @param member name of the one that is to be the primary
 * @param patient whether waiting longer may still help
 */
record Decision(List<Sighting> seen, String member, boolean patient) {

    Action next() {
        Sighting target = seen.stream()
                .filter(sighting -> sighting.name().equals(member))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("member " + member + " was not looked at"));
        return doubt(target).orElseGet(() -> {
            List<Sighting> others = seen.stream()
                    .filter(sighting -> sighting != target && sighting.hasData())
                    .toList();
            Optional<Sighting> primary =
                    others.stream().filter(sighting -> sighting.is(Standing.PRIMARY)).findFirst();
            return primary.map(serving -> withPrimary(target, serving)).orElseGet(() -> withoutPrimary(target, others));
        });
    }

    /** What makes everything else guesswork. */
    private Optional<Action> doubt(Sighting target) {
        for (Sighting sighting : seen) {
            if (sighting.is(Standing.UNREACHABLE) || sighting.is(Standing.UNKNOWN)) {
                return refuse("%s: %s; it may hold newer data than the others: bring it back, or take it out of the"
                        + " inventory when it is gone for good", sighting.name(), sighting.why());
            }
        }
        if (target.is(Standing.EMPTY)) {
            return refuse("%s: has no data; it is seeded before its container starts: run refresh, then up", member);
        }
        for (Sighting sighting : seen) {
            if (sighting.hasData() && !sighting.systemIdentifier().equals(target.systemIdentifier())) {
                return refuse("%s and %s: hold different clusters, system identifiers %s and %s; move the volume that is"
                        + " not the platform's out of the way", sighting.name(), member,
                        sighting.systemIdentifier(), target.systemIdentifier());
            }
        }
        List<String> primaries = seen.stream().filter(s -> s.is(Standing.PRIMARY)).map(Sighting::name).toList();
        if (primaries.size() > 1) {
            return refuse("%s: are primaries at the same time; stop the one whose data is not wanted (docker stop) and"
                    + " move its volume out of the way", String.join(", ", primaries));
        }
        return Optional.empty();
    }

    private Action withPrimary(Sighting target, Sighting primary) {
        return switch (target.standing()) {
            case STANDBY -> target.timeline() > primary.timeline()
                    ? diverged(target, primary)
                    : Action.of(Kind.MOVE, primary.name());
            case STOPPED -> {
                if (!target.contained()) {
                    yield notThere();
                }
                if (!target.stoppedByMove()) {
                    yield stopped(target);
                }
                yield target.clean() && primary.way().contain(target.timeline(), target.lsn())
                        ? Action.of(Kind.FOLLOW, primary.name())
                        : diverged(target, primary);
            }
            case PRIMARY, EMPTY, UNKNOWN, UNREACHABLE -> throw new IllegalStateException("decided before: " + target);
        };
    }

    private static Action diverged(Sighting target, Sighting primary) {
        return Action.refuse(("%1$s: holds data that %2$s has not, up to %3$s on timeline %4$d; save what is wanted of it, then"
                + " remove its container and its volume and run up: it is seeded anew").formatted(
                        target.name(), primary.name(), target.lsn(), target.timeline()));
    }

    private Action withoutPrimary(Sighting target, List<Sighting> others) {
        return switch (target.standing()) {
            case PRIMARY -> Action.of(Kind.FINISH, "");
            case STANDBY -> standby(target, others);
            case STOPPED -> stopped(target, others);
            case EMPTY, UNKNOWN, UNREACHABLE -> throw new IllegalStateException("decided before: " + target);
        };
    }

    /** Nobody serves, and the member could be promoted. */
    private Action standby(Sighting target, List<Sighting> others) {
        Optional<Sighting> ahead = others.stream().filter(other -> !covers(target, other)).max(newest());
        if (ahead.isEmpty()) {
            // Without a fence nobody stopped for this member: a primary may be out of sight, and its writes with it.
            return target.fenced() || others.stream().max(newest()).filter(Sighting::fenced).isPresent()
                    ? Action.of(Kind.PROMOTE, others.stream().max(newest()).map(Sighting::name).orElse(""))
                    : Action.refuse(("%s: is a standby, and no primary is there; start the server that it follows, or, when"
                            + " that is gone for good, promote it by hand: docker exec -u %s CONTAINER pg_ctl promote")
                            .formatted(member, "postgres"));
        }
        Sighting other = ahead.get();
        if (patient && (other.clean() || other.is(Standing.STANDBY))) {
            return Action.of(Kind.WAIT, other.name());
        }
        boolean newest = other.timeline() >= target.timeline();
        return other.stoppedByMove() && other.contained() && newest
                ? Action.of(Kind.START_AGAIN, other.name())
                : Action.refuse(notServing(other));
    }

    /** Nobody serves, and the member does not run. */
    private Action stopped(Sighting target, List<Sighting> others) {
        if (!target.contained()) {
            return notThere();
        }
        if (!target.stoppedByMove()) {
            return stopped(target);
        }
        // A promoted one has a timeline that the member knows nothing of.
        return others.stream()
                .filter(other -> other.timeline() > target.timeline())
                .max(newest())
                .map(other -> Action.refuse(notServing(other)))
                .orElse(Action.of(Kind.START_AGAIN, member));
    }

    private Action stopped(Sighting target) {
        return Action.refuse("%s: its container does not run; see why with docker logs, start it, and run up again".formatted(target.name()));
    }

    private Action notThere() {
        return Action.refuse("%s: has no container; run refresh, then up".formatted(member));
    }

    private static String notServing(Sighting other) {
        return "%s: holds data that nobody else has, and does not serve; start it (docker start) and run up again"
                .formatted(other.name());
    }

    /** Whether all that the other has is in the standby. */
    private static boolean covers(Sighting target, Sighting other) {
        if (other.timeline() != target.timeline()) {
            return other.timeline() < target.timeline();
        }
        return other.is(Standing.STANDBY)
                ? !target.lsn().isBefore(other.lsn())
                : other.clean() && other.lsn().isBefore(target.lsn());
    }

    private static Comparator<Sighting> newest() {
        return Comparator.comparingInt(Sighting::timeline).thenComparing(Sighting::lsn);
    }

    private static Optional<Action> refuse(String why, Object... values) {
        return Optional.of(Action.refuse(why.formatted(values)));
    }
}
