package dev.nself.provider.postgres;

/**
 * What was seen of PostgreSQL at one place.
 *
 * @param name of the place
 * @param standing what it is
 * @param systemIdentifier of its cluster; empty when there is no data
 * @param version major version of its data; 0 when there is none
 * @param way its timelines, of a running primary the whole history
 * @param lsn PRIMARY: flushed to; STANDBY: replayed to; STOPPED: where its last record begins
 * @param clean STOPPED: whether nothing of its own comes after {@code lsn}; not so for a primary that crashed
 * @param follower whether it can only come up as a standby
 * @param copy STOPPED: whether it was never started since it was copied from a primary
 * @param source STOPPED: the connection that it follows, without password; else empty
 * @param fenced whether it refuses clients and writes
 * @param contained whether there is a container
 * @param why UNREACHABLE and UNKNOWN: the reason in words
 */
record Sighting(
        String name,
        Standing standing,
        String systemIdentifier,
        int version,
        Timelines way,
        Lsn lsn,
        boolean clean,
        boolean follower,
        boolean copy,
        String source,
        boolean fenced,
        boolean contained,
        String why) {

    /** What a place is. */
    enum Standing {
        /** Its engine does not answer, or its server does not get ready: it may be anything. */
        UNREACHABLE,
        /** No data, and nothing else either. */
        EMPTY,
        /** A volume with something else in it. */
        UNKNOWN,
        /** Runs and is not in recovery. */
        PRIMARY,
        /** Runs and is in recovery. */
        STANDBY,
        /** There is data, and no server runs on it. */
        STOPPED
    }

    static Sighting without(String name, Standing standing, boolean contained, String why) {
        return new Sighting(name, standing, "", 0, Timelines.of(0, Lsn.ZERO, ""), Lsn.ZERO, false, false, false, "", false, contained, why);
    }

    boolean is(Standing other) {
        return standing == other;
    }

    boolean hasData() {
        return !systemIdentifier.isEmpty();
    }

    int timeline() {
        return way.current();
    }

    /** Whether a move stopped it: nobody else fences a server. */
    boolean stoppedByMove() {
        return is(Standing.STOPPED) && fenced;
    }
}
