package dev.nself.offline.schema;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks what a program declares and fills in what the published plugin fills in. */
public final class Inputs {

    /** The property in which that plugin notes what it filled in; the engine does not show it. */
    static final String DEFAULTS = "__defaults";

    private final List<Checked.Failure> failures = new ArrayList<>();

    private Inputs() {}

    /** The inputs with defaults, and every mistake in them. */
    public static Checked check(Schema schema, Map<String, Object> declared) {
        Inputs check = new Inputs();
        declared.keySet().stream()
                .filter(name -> !name.equals(DEFAULTS) && !schema.fields().containsKey(name))
                .forEach(name -> check.fail(name, "is no property of " + schema.token()
                        + " that is offered offline, allowed: " + String.join(", ", schema.fields().keySet())));
        Map<String, Object> inputs = check.fill("", schema.fields(), declared);
        return new Checked(inputs, List.copyOf(check.failures));
    }

    /**
     * The inputs that a refresh puts into the state: what was declared, and what is there now where that differs.
     *
     * @param declared the inputs in the state
     * @param state what was read
     */
    public static Map<String, Object> refreshed(Schema schema, Map<String, Object> declared, Map<String, Object> state) {
        Map<String, Object> inputs = new LinkedHashMap<>(declared);
        schema.fields().forEach((name, field) -> {
            if (declared.get(name) != null && !Comparison.same(field, state.get(name), declared.get(name))) {
                inputs.put(name, state.get(name));
            }
        });
        return inputs;
    }

    private Map<String, Object> fill(String prefix, Map<String, Field> fields, Map<?, ?> declared) {
        Map<String, Object> filled = new LinkedHashMap<>();
        List<Object> defaulted = new ArrayList<>();
        filled.put(DEFAULTS, defaulted);
        fields.forEach((name, field) -> {
            Object value = declared.get(name);
            if (value != null) {
                filled.put(name, checked(prefix + name, field, value));
            } else if (field.fallback() != null) {
                filled.put(name, field.fallback());
                defaulted.add(name);
            } else if (field.required()) {
                fail(prefix + name, "is missing, got nothing");
            }
        });
        return filled;
    }

    private Object checked(String path, Field field, Object value) {
        if (value == Unknown.VALUE) {
            return value;
        }
        return switch (field.kind()) {
            case TEXT -> checkedText(path, field, value);
            case FLAG -> checkedFlag(path, value);
            case NUMBER -> checkedNumber(path, field, value);
            case LIST, SET -> checkedList(path, field, value);
            case MAP -> value instanceof Map<?, ?> ? value : fail(path, "must be a map, got " + shown(value));
            case OBJECT -> value instanceof Map<?, ?> map
                    ? fill(path + ".", field.fields(), map)
                    : fail(path, "must be an object, got " + shown(value));
        };
    }

    private Object checkedText(String path, Field field, Object value) {
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return fail(path, "must be text, got " + shown(value));
        }
        String pattern = field.rules().pattern();
        if (pattern != null && !Pattern.matches(pattern, value.toString())) {
            return fail(path, "has a value that is not allowed, got \"" + value + "\"; allowed: " + pattern);
        }
        return value;
    }

    private Object checkedFlag(String path, Object value) {
        if (value instanceof String text && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return value instanceof Boolean ? value : fail(path, "must be true or false, got " + shown(value));
    }

    private Object checkedNumber(String path, Field field, Object value) {
        if (!(value instanceof Number number) || number.doubleValue() != Math.rint(number.doubleValue())) {
            return fail(path, "must be a whole number, got " + shown(value));
        }
        Integer atLeast = field.rules().atLeast();
        if (atLeast != null && number.doubleValue() < atLeast) {
            return fail(path, "must be at least " + atLeast + ", got " + number.longValue());
        }
        return value;
    }

    private Object checkedList(String path, Field field, Object value) {
        if (!(value instanceof List<?> list)) {
            return fail(path, "must be a list, got " + shown(value));
        }
        List<Object> elements = new ArrayList<>();
        for (Object element : list) {
            elements.add(element == null ? "" : checked(path + "[" + elements.size() + "]", field.element(), element));
        }
        return elements;
    }

    private Object fail(String path, String reason) {
        failures.add(new Checked.Failure(path, reason));
        return null;
    }

    /** The kind of a wrong value and not the value: it may be a secret. */
    private static String shown(Object value) {
        return value instanceof Map<?, ?>
                ? "an object"
                : value instanceof List<?>
                        ? "a list"
                        : value instanceof String ? "text" : value.toString();
    }
}
