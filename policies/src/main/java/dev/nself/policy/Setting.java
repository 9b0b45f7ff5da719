package dev.nself.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One key of a rule's configuration: its JSON schema for the engine, and its type for the rule.
 *
 * @param name the key
 * @param description what it is for, units and allowed values included
 * @param schema JSON schema without description and default
 * @param standard what holds where nothing is configured
 * @param read from a configured value; what it throws is shown to the user
 */
public record Setting<T>(
        String name, String description, Map<String, Object> schema, T standard, Function<Value, T> read) {

    /** A list of texts. */
    public static Setting<List<String>> texts(String name, String description, List<String> standard) {
        return new Setting<>(name, description,
                Map.of("type", "array", "items", Map.of("type", "string")), List.copyOf(standard), Value::texts);
    }

    /** One text. */
    public static Setting<String> text(String name, String description, String standard) {
        return new Setting<>(name, description, Map.of("type", "string"), standard, value -> value.text().orElse(standard));
    }

    /** A number of at least that much. */
    public static Setting<Double> number(String name, String description, double least, double standard) {
        return new Setting<>(name, description,
                Map.of("type", "number", "minimum", least), standard, value -> value.number().orElse(standard));
    }

    /** On or off. */
    public static Setting<Boolean> flag(String name, String description, boolean standard) {
        return new Setting<>(name, description, Map.of("type", "boolean"), standard, Value::isTrue);
    }

    /** The JSON schema with description and default, as plain maps and lists. */
    public Map<String, Object> fullSchema() {
        Map<String, Object> full = new LinkedHashMap<>(schema);
        full.put("description", description);
        if (standard instanceof String || standard instanceof Number || standard instanceof Boolean || standard instanceof List<?>) {
            full.put("default", standard);
        }
        return full;
    }

    T in(Value configured) {
        Value value = configured.get(name);
        return value.isAbsent() ? standard : read.apply(value);
    }
}
