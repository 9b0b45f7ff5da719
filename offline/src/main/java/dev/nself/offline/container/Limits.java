package dev.nself.offline.container;

import dev.nself.offline.schema.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that a running container can change: restart policy, memory and processors. */
final class Limits {

    /** What makes the published plugin update the container; it sends all of them when one differs. */
    static final List<String> PROPERTIES =
            List.of("restart", "maxRetryCount", "cpuShares", "memory", "cpuSet", "memorySwap");

    private static final long MIB = 1024L * 1024;

    private Limits() {}

    static Map<String, Object> restartPolicy(Values inputs) {
        return Map.of("Name", inputs.text("restart"), "MaximumRetryCount", inputs.number("maxRetryCount"));
    }

    static Map<String, Object> of(Values inputs) {
        Map<String, Object> limits = new TreeMap<>();
        limits.put("Memory", inputs.number("memory") * MIB);
        long swap = inputs.number("memorySwap");
        if (swap != 0) {
            limits.put("MemorySwap", swap > 0 ? swap * MIB : swap);
        }
        limits.put("CpuShares", inputs.number("cpuShares"));
        limits.put("CpusetCpus", inputs.text("cpuSet"));
        return limits;
    }

    /** The body of an update request. */
    static Map<String, Object> update(Values inputs) {
        Map<String, Object> update = new TreeMap<>(of(inputs));
        update.put("RestartPolicy", restartPolicy(inputs));
        return update;
    }
}
