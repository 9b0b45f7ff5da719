package dev.nself.provider.postgres;

import java.util.StringJoiner;

/** Measures the pause in which nobody writes, and its parts. */
final class Stopwatch {

    private long begin;
    private long lap;
    private String last = "";
    private final StringJoiner parts = new StringJoiner(", ", " (", ")");

    void begin() {
        begin = System.nanoTime();
        lap = begin;
    }

    void lap(String part) {
        long now = System.nanoTime();
        last = "%s after %d ms".formatted(part, (now - begin) / 1_000_000);
        parts.add("%s %d".formatted(part, (now - lap) / 1_000_000));
        lap = now;
    }


    String last() {
        return last;
    }

    /** For example {@code 640 ms (paused 20, fenced 40, ...)}, each part in milliseconds. */
    String summary() {
        return (lap - begin) / 1_000_000 + " ms" + parts;
    }
}
