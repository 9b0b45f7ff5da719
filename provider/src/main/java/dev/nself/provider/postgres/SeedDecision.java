package dev.nself.provider.postgres;

import dev.nself.provider.postgres.Sighting.Standing;
import java.util.List;
import java.util.Optional;

/**
 * What a member's volume needs before its container starts for the first time: a pure function of what was seen.
 *
 * @param seen all places
 * @param member name of the one whose volume it is
 * @param served names of the places that the primary keeps a slot with everything for
 * @param addresses of the places, in the order of {@code seen}
 */
record SeedDecision(List<Sighting> seen, String member, List<String> served, List<String> addresses) {

    /** What to do. */
    enum Kind {
        REFUSE,
        /** It has its data. */
        LEAVE,
        /** Nobody has data: the image makes a new cluster. */
        FRESH,
        /** Copy the primary's data. */
        SEED,
        /** Remove data that the primary has all of, then copy. */
        SEED_ANEW
    }

    /**
     * The outcome.
     *
     * @param other SEED, SEED_ANEW: name of the primary
     * @param why REFUSE: the reason and what the user can do
     */
    record Outcome(Kind kind, String other, String why) {}

    Outcome outcome() {
        Sighting own = seen.stream().filter(s -> s.name().equals(member)).findFirst().orElseThrow();
        Optional<Outcome> doubt = doubt(own);
        if (doubt.isPresent()) {
            return doubt.get();
        }
        return seen.stream()
                .filter(sighting -> sighting.is(Standing.PRIMARY))
                .findFirst()
                .map(primary -> withPrimary(own, primary))
                .orElseGet(() -> withoutPrimary(own));
    }

    private Optional<Outcome> doubt(Sighting own) {
        for (Sighting sighting : seen) {
            if (sighting.is(Standing.UNREACHABLE) || sighting.is(Standing.UNKNOWN)) {
                return Optional.of(refuse(("%s: %s; it is not taken for empty: bring it back, or take it out of the inventory"
                        + " when it is gone for good").formatted(sighting.name(), sighting.why())));
            }
        }
        List<Sighting> holding = seen.stream().filter(Sighting::hasData).toList();
        for (Sighting sighting : holding) {
            Sighting first = own.hasData() ? own : holding.get(0);
            if (!sighting.systemIdentifier().equals(first.systemIdentifier())) {
                return Optional.of(refuse(("%s and %s: hold different clusters, system identifiers %s and %s; move the volume"
                        + " that is not the platform's out of the way").formatted(first.name(), sighting.name(),
                                first.systemIdentifier(), sighting.systemIdentifier())));
            }
        }
        List<String> primaries = seen.stream().filter(s -> s.is(Standing.PRIMARY)).map(Sighting::name).toList();
        return primaries.size() < 2
                ? Optional.empty()
                : Optional.of(refuse(("%s: are primaries at the same time; stop the one whose data is not wanted (docker stop)"
                        + " and move its volume out of the way").formatted(String.join(", ", primaries))));
    }

    private Outcome withPrimary(Sighting own, Sighting primary) {
        return switch (own.standing()) {
            case PRIMARY, STANDBY -> new Outcome(Kind.LEAVE, "", "");
            case EMPTY -> new Outcome(Kind.SEED, primary.name(), "");
            case STOPPED -> {
                if (own.version() != primary.version()) {
                    yield refuse("%s: its data are of PostgreSQL %d, and %s runs %d; a physical copy cannot change that: upgrade"
                            .formatted(member, own.version(), primary.name(), primary.version()) + " before the move");
                }
                if (own.follower() && served.contains(member) && own.source().contains(wayTo(primary))) {
                    yield new Outcome(Kind.LEAVE, "", "");
                }
                // A copy that never ran has nothing of its own.
                boolean all = own.copy() && own.follower()
                        || own.clean() && primary.way().contain(own.timeline(), own.lsn());
                yield all ? new Outcome(Kind.SEED_ANEW, primary.name(), "") : diverged(own, primary);
            }
            case UNREACHABLE, UNKNOWN -> throw new IllegalStateException("decided before: " + own);
        };
    }

    private Outcome withoutPrimary(Sighting own) {
        List<String> others = seen.stream()
                .filter(sighting -> sighting != own && sighting.hasData())
                .map(Sighting::name)
                .toList();
        if (others.isEmpty()) {
            return new Outcome(own.hasData() ? Kind.LEAVE : Kind.FRESH, "", "");
        }
        // A standby can only come up read-only; which one becomes the primary is decided where all are looked at.
        return own.hasData() && own.follower()
                ? new Outcome(Kind.LEAVE, "", "")
                : refuse(("%s: data of the platform are at %s, and no primary runs; start it there (docker start), see why it"
                        + " does not run with docker logs, and run up again").formatted(member, String.join(", ", others)));
    }

    private String wayTo(Sighting primary) {
        String address = addresses.get(seen.indexOf(primary));
        int colon = address.lastIndexOf(':');
        return "host=%s port=%s ".formatted(address.substring(0, colon), address.substring(colon + 1));
    }

    private Outcome diverged(Sighting own, Sighting primary) {
        return refuse(("%1$s: its volume holds data that %2$s has not (%3$s, up to %4$s on timeline %5$d); nothing was touched:"
                + " save what is wanted of it, remove the volume, run refresh, then up").formatted(member, primary.name(),
                        own.clean() ? "they went different ways" : "it was not shut down cleanly", own.lsn(), own.timeline()));
    }

    private static Outcome refuse(String why) {
        return new Outcome(Kind.REFUSE, "", why);
    }
}
