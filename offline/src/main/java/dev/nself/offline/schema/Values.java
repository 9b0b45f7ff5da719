package dev.nself.offline.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Properties with their types: what is not there reads as empty, false or zero, as in the published plugin.
 *
 * @param map names to values
 */
public record Values(Map<?, ?> map) {

    public String text(String name) {
        Object value = map.get(name);
        return value == null ? "" : value.toString();
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    public long number(String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public boolean has(String name) {
        return map.get(name) != null;
    }

    /** A list of texts; empty when there is none. */
    public List<String> texts(String name) {
        return map.get(name) instanceof List<?> list
                ? list.stream().map(value -> value == null ? "" : value.toString()).toList()
                : List.of();
    }

    /** A list of objects; empty when there is none. */
    public List<Values> objects(String name) {
        return map.get(name) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(value -> new Values((Map<?, ?>) value)).toList()
                : List.of();
    }

    /** An object; one without properties when there is none. */
    public Values object(String name) {
        return new Values(map.get(name) instanceof Map<?, ?> object ? object : Map.of());
    }

    /** A map to texts, sorted; whole numbers have no fraction. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new TreeMap<>();
        object(name).map().forEach((key, value) -> {
            if (!key.equals(Inputs.DEFAULTS)) {
                texts.put(key.toString(), plain(value));
            }
        });
        return texts;
    }

    /** Labels as the engine takes them, from objects with {@code label} and {@code value}. */
    public Map<String, String> labels(String name) {
        Map<String, String> labels = new TreeMap<>();
        objects(name).forEach(label -> labels.put(label.text("label"), label.text("value")));
        return labels;
    }

    /** Labels as the program declares them, sorted. */
    public static List<Object> labelList(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .<Object>map(label -> {
                            Map<String, Object> object = new LinkedHashMap<>();
                            object.put("label", label.getKey());
                            object.put("value", label.getValue());
                            return object;
                        })
                        .toList();
    }

    private static String plain(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        return value == null ? "" : value.toString();
    }
}
