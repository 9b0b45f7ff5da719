package dev.nself.provider.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.schema.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The limits by property, each with the option of {@code docker update} and the place in {@code docker inspect}. */
enum Limits {
    MEMORY("memoryMiB", "--memory", "Memory", 1024.0 * 1024),
    RESERVATION("reservationMiB", "--memory-reservation", "MemoryReservation", 1024.0 * 1024),
    PIDS("pids", "--pids-limit", "PidsLimit", 1),
    CPUS("cpus", "--cpus", "NanoCpus", 1e9);

    private final String property;
    private final String option;
    private final String inspected;
    private final double unit;

    Limits(String property, String option, String inspected, double unit) {
        this.property = property;
        this.option = option;
        this.inspected = inspected;
        this.unit = unit;
    }

    /** The options that set what is declared. */
    static List<String> options(Inputs declared) {
        List<String> options = new ArrayList<>();
        for (Limits limit : values()) {
            declared.number(limit.property).ifPresent(value -> options.addAll(limit.option(value)));
        }
        return options;
    }

    /** What the engine has for each declared limit, 0 for none. */
    static Map<String, Object> found(Inputs declared, JsonNode container) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Limits limit : values()) {
            if (declared.number(limit.property).isPresent()) {
                JsonNode value = container.path("HostConfig").path(limit.inspected);
                found.put(limit.property, value.asDouble() / limit.unit);
            }
        }
        return found;
    }

    private List<String> option(double value) {
        return switch (this) {
            // The engine refuses memory above the swap limit that it set itself: both go together, as it does by default.
            case MEMORY -> List.of(option, bytes(value), "--memory-swap", bytes(value * 2));
            case RESERVATION -> List.of(option, bytes(value));
            case PIDS -> List.of(option, Long.toString((long) value));
            case CPUS -> List.of(option, String.format(Locale.ROOT, "%.3f", value));
        };
    }

    private String bytes(double value) {
        return Long.toString((long) (value * unit));
    }
}
