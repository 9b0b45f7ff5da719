package dev.nself.provider.postgres;

import dev.nself.provider.postgres.Sighting.Standing;

/** Sightings for the tests of decisions: a cluster of system identifier 7, everything ends at 100 of timeline 1. */
record Sightings(Sighting value) {

    static Sightings primary(String name) {
        return new Sightings(of(name, Standing.PRIMARY, true));
    }

    static Sightings standby(String name) {
        return new Sightings(of(name, Standing.STANDBY, true)).follower();
    }

    /** A primary that was shut down cleanly; its last record begins before 100. */
    static Sightings stopped(String name) {
        return new Sightings(of(name, Standing.STOPPED, true)).at(1, 99);
    }

    static Sightings empty(String name) {
        return new Sightings(Sighting.without(name, Standing.EMPTY, false, ""));
    }

    static Sightings unreachable(String name) {
        return new Sightings(Sighting.without(name, Standing.UNREACHABLE, false, "docker: the engine cannot be reached"));
    }

    static Sightings unknown(String name) {
        return new Sightings(Sighting.without(name, Standing.UNKNOWN, false, "volume v holds no data of PostgreSQL, but x"));
    }

    private static Sighting of(String name, Standing standing, boolean clean) {
        Lsn end = new Lsn(100);
        return new Sighting(
                name, standing, "7", 17, Timelines.of(1, end, ""), end, clean, false, false, "", false, true, "");
    }

    Sightings at(int timeline, long lsn) {
        return history(timeline, lsn, "");
    }

    Sightings history(int timeline, long lsn, String history) {
        Sighting s = value;
        Lsn end = new Lsn(lsn);
        return with(s.systemIdentifier(), s.version(), Timelines.of(timeline, end, history), end, s.clean(), s.follower(),
                s.copy(), s.source(), s.fenced(), s.contained());
    }

    Sightings cluster(String identifier) {
        Sighting s = value;
        return with(identifier, s.version(), s.way(), s.lsn(), s.clean(), s.follower(), s.copy(), s.source(), s.fenced(), s.contained());
    }

    Sightings version(int version) {
        Sighting s = value;
        return with(s.systemIdentifier(), version, s.way(), s.lsn(), s.clean(), s.follower(), s.copy(), s.source(), s.fenced(), s.contained());
    }

    Sightings fenced() {
        Sighting s = value;
        return with(s.systemIdentifier(), s.version(), s.way(), s.lsn(), s.clean(), s.follower(), s.copy(), s.source(), true, s.contained());
    }

    Sightings follower() {
        Sighting s = value;
        return with(s.systemIdentifier(), s.version(), s.way(), s.lsn(), s.clean(), true, s.copy(), s.source(), s.fenced(), s.contained());
    }

    Sightings copy() {
        Sighting s = value;
        return with(s.systemIdentifier(), s.version(), s.way(), s.lsn(), s.clean(), s.follower(), true, s.source(), s.fenced(), s.contained());
    }

    Sightings source(String source) {
        Sighting s = value;
        return with(s.systemIdentifier(), s.version(), s.way(), s.lsn(), s.clean(), s.follower(), s.copy(), source, s.fenced(), s.contained());
    }

    Sightings crashed() {
        Sighting s = value;
        return with(s.systemIdentifier(), s.version(), s.way(), s.lsn(), false, s.follower(), s.copy(), s.source(), s.fenced(), s.contained());
    }

    Sightings withoutContainer() {
        Sighting s = value;
        return with(s.systemIdentifier(), s.version(), s.way(), s.lsn(), s.clean(), s.follower(), s.copy(), s.source(), s.fenced(), false);
    }

    private Sightings with(
            String identifier, int version, Timelines way, Lsn lsn, boolean clean, boolean follower, boolean copy,
            String source, boolean fenced, boolean contained) {
        return new Sightings(new Sighting(value.name(), value.standing(), identifier, version, way, lsn, clean, follower, copy,
                source, fenced, contained, value.why()));
    }
}
