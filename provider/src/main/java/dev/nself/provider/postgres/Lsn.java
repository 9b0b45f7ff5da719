package dev.nself.provider.postgres;

import java.util.Locale;

/**
 * A place in the write-ahead log.
 *
 * @param value bytes since its beginning, unsigned
 */
record Lsn(long value) implements Comparable<Lsn> {

    static final Lsn ZERO = new Lsn(0);

    /** Reads PostgreSQL's form, for example {@code 0/3000148}; nothing and an empty text are 0. */
    static Lsn of(String text) {
        if (text == null || text.isEmpty()) {
            return ZERO;
        }
        String[] halves = text.split("/");
        return new Lsn(Long.parseLong(halves[0], 16) << 32 | Long.parseLong(halves[1], 16));
    }

    long minus(Lsn other) {
        return value - other.value;
    }

    boolean isBefore(Lsn other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }
}
