package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.schema.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Published ports: as the engine takes them and as it reports them. */
final class Ports {

    private Ports() {}

    static Map<String, Object> exposed(Values inputs) {
        Map<String, Object> exposed = new TreeMap<>();
        inputs.objects("ports").forEach(port -> exposed.put(key(port), Map.of()));
        return exposed;
    }

    static Map<String, Object> bindings(Values inputs) {
        Map<String, List<Object>> bindings = new TreeMap<>();
        inputs.objects("ports").forEach(port -> {
            String external = port.has("external") ? Long.toString(port.number("external")) : "";
            bindings.computeIfAbsent(key(port), key -> new ArrayList<>())
                    .add(Map.of("HostPort", external, "HostIp", port.text("ip")));
        });
        return new TreeMap<>(bindings);
    }

    /**
     * The ports that are published right now, by number.
     *
     * @param reported {@code NetworkSettings.Ports}: without the ports of a container that is only on internal networks
     */
    static List<Object> published(JsonNode reported) {
        List<Map<String, Object>> ports = new ArrayList<>();
        reported.properties().forEach(entry -> {
            String[] key = entry.getKey().split("/", 2);
            for (JsonNode binding : entry.getValue()) {
                Map<String, Object> port = new LinkedHashMap<>();
                port.put("internal", Double.valueOf(key[0]));
                port.put("external", (double) binding.path("HostPort").asInt());
                port.put("ip", binding.path("HostIp").asText());
                port.put("protocol", key.length > 1 ? key[1] : "tcp");
                ports.add(port);
            }
        });
        ports.sort(Comparator.comparing(port -> (Double) port.get("internal")));
        return List.copyOf(ports);
    }

    private static String key(Values port) {
        return port.number("internal") + "/" + port.text("protocol");
    }
}
