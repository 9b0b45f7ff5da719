package dev.nself.provider.schema;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The inputs of a resource type: checks them, fills in what is missing, tells what changed. */
public record Fields(List<Field> fields) {

    public Fields {
        fields = List.copyOf(fields);
    }

    public static Fields of(Field... fields) {
        return new Fields(List.of(fields));
    }

    /** The inputs with defaults, and everything that is wrong with them. */
    public Checked check(Map<String, Object> inputs) {
        List<Checked.Failure> failures = new ArrayList<>();
        check("", inputs, failures);
        return new Checked(withDefaults(inputs), failures);
    }

    /** Which inputs changed, and whether that replaces the resource. */
    public SortedMap<String, Kind> changes(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        SortedMap<String, Kind> changes = new TreeMap<>();
        for (Field field : fields) {
            Object before = oldInputs.get(field.name());
            Object after = newInputs.get(field.name());
            if (!Objects.equals(before, after)) {
                changes.put(field.name(), kind(before, after, field.replaces()));
            }
        }
        return changes;
    }

    public Difference diff(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return new Difference(changes(oldInputs, newInputs), false);
    }

    void check(String prefix, Map<?, ?> inputs, List<Checked.Failure> failures) {
        Map<String, Field> known = fields.stream().collect(Collectors.toMap(Field::name, field -> field));
        inputs.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !known.containsKey(name) && !name.startsWith("__"))
                .sorted()
                .forEach(name -> failures.add(
                        new Checked.Failure(prefix + name, "is no property of this; allowed: " + names())));
        for (Field field : fields) {
            Object value = inputs.get(field.name());
            if (value != null) {
                Field.checkKnown(field.shape(), prefix + field.name(), value, failures);
            } else if (field.required()) {
                failures.add(new Checked.Failure(prefix + field.name(), "is required, got nothing"));
            }
        }
    }

    String names() {
        return fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }

    private Map<String, Object> withDefaults(Map<String, Object> inputs) {
        Map<String, Object> complete = new LinkedHashMap<>();
        inputs.forEach((name, value) -> {
            if (value != null) {
                complete.put(name, value);
            }
        });
        for (Field field : fields) {
            if (field.standard() != null) {
                complete.putIfAbsent(field.name(), field.standard());
            }
        }
        return complete;
    }

    private static Kind kind(Object before, Object after, boolean replaces) {
        if (before == null) {
            return replaces ? Kind.ADD_REPLACE : Kind.ADD;
        }
        if (after == null) {
            return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
        }
        return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
    }
}
