package dev.nself.provider.postgres;

import java.util.HashMap;
import java.util.Map;

/** What {@code pg_controldata} tells of a data directory, in English. */
record ControlData(Map<String, String> values) {

    static ControlData of(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            values.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        return new ControlData(values);
    }

    String systemIdentifier() {
        return value("Database system identifier");
    }

    /** For example {@code shut down}, {@code shut down in recovery}, {@code in production}. */
    String state() {
        return value("Database cluster state");
    }

    /** Where the latest checkpoint's record begins: the last record of all after a clean stop. */
    Lsn checkpoint() {
        return Lsn.of(value("Latest checkpoint location"));
    }

    /** How far a standby must come before it is consistent; 0 for a primary. */
    Lsn minimumRecoveryEnd() {
        return Lsn.of(value("Minimum recovery ending location"));
    }

    int timeline() {
        return Math.max(number("Latest checkpoint's TimeLineID"), number("Min recovery ending loc's timeline"));
    }

    private int number(String name) {
        String value = value(name);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }
}
