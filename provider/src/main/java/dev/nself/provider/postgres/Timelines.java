package dev.nself.provider.postgres;

import java.util.Map;
import java.util.TreeMap;

/**
 * The way of a server's data through its timelines.
 *
 * @param current the timeline it is on
 * @param end how far it is there
 * @param forks where it left each earlier timeline
 */
record Timelines(int current, Lsn end, Map<Integer, Lsn> forks) {

    /** Reads a server's history file, lines of {@code <timeline> <location> <reason>}; empty on the first timeline. */
    static Timelines of(int current, Lsn end, String history) {
        Map<Integer, Lsn> forks = new TreeMap<>();
        history.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> {
            String[] words = line.split("\\s+");
            forks.put(Integer.parseInt(words[0]), Lsn.of(words[1]));
        });
        return new Timelines(current, end, forks);
    }

    /** Whether the record that begins at this place of this timeline is part of the way. */
    boolean contain(int timeline, Lsn begin) {
        if (timeline == current) {
            return begin.isBefore(end);
        }
        Lsn fork = forks.get(timeline);
        return fork != null && begin.isBefore(fork);
    }
}
