package dev.nself.offline.container;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the engine's language writes them, {@code 1m0s} or {@code 500ms}.
 *
 * <p>The published plugin reports a health check's times in the canonical form. So a program that declares
 * {@code 60s} where the canonical form is {@code 1m0s} has a change on every run, there as here.
 */
final class GoDuration {

    private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|ms|s|m|h)");
    private static final long SECOND = 1_000_000_000L;
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", SECOND, "m", 60 * SECOND, "h", 3600 * SECOND);

    private GoDuration() {}

    /** Nanoseconds of a text; 0 for an empty one. */
    static long parse(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(UNITS.get(part.group(2)))));
        }
        return sum.longValue();
    }

    /** The canonical text of nanoseconds. */
    static String format(long nanoseconds) {
        if (nanoseconds == 0) {
            return "0s";
        }
        if (nanoseconds < SECOND) {
            String unit = nanoseconds < 1_000 ? "ns" : nanoseconds < 1_000_000 ? "µs" : "ms";
            long size = nanoseconds < 1_000 ? 1 : nanoseconds < 1_000_000 ? 1_000 : 1_000_000;
            return decimal(nanoseconds, size) + unit;
        }
        long hours = nanoseconds / (3600 * SECOND);
        long minutes = nanoseconds / (60 * SECOND) % 60;
        String seconds = decimal(nanoseconds % (60 * SECOND), SECOND) + "s";
        if (hours > 0) {
            return hours + "h" + minutes + "m" + seconds;
        }
        return minutes > 0 ? minutes + "m" + seconds : seconds;
    }

    private static String decimal(long value, long size) {
        BigDecimal number = BigDecimal.valueOf(value).divide(BigDecimal.valueOf(size)).stripTrailingZeros();
        return number.toPlainString();
    }
}
