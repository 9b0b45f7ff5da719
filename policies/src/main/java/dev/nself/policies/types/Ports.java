package dev.nself.policies.types;

import dev.nself.policy.Setting;
import java.util.List;
import java.util.Map;

/** Ports in settings. */
public final class Ports {

    private static final Map<String, Object> PORT = Map.of("type", "integer", "minimum", 0, "maximum", 65_535);

    private Ports() {}

    /** A list of ports, each 0 to 65535. */
    public static Setting<List<Integer>> setting(String name, String description, Integer... standard) {
        return new Setting<>(name, description, Map.of("type", "array", "items", PORT), List.of(standard),
                ports -> ports.items().stream().flatMap(port -> port.number().stream()).map(Double::intValue).toList());
    }
}
