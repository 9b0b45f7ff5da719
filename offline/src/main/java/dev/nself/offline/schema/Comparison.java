package dev.nself.offline.schema;

import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a declared resource changes in an existing one, by the rules of the published plugin.
 *
 * <p>That plugin compares the declared values with what it last read from the engine, not with what was declared
 * before. So what the engine reports in another form than it was declared in differs for ever, and what the program
 * stops to declare goes unseen when the plugin fills such a property in.
 */
public final class Comparison {

    private Comparison() {}

    /**
     * Compares property by property.
     *
     * @param state what the plugin last read
     * @param declared the checked inputs
     * @return the changed properties; empty when nothing is to be done
     */
    public static SortedMap<String, Kind> of(Schema schema, Map<String, Object> state, Map<String, Object> declared) {
        SortedMap<String, Kind> changes = new TreeMap<>();
        schema.fields().forEach((name, field) -> {
            if (!same(field, state.get(name), declared.get(name))) {
                changes.put(name, kind(field, state.get(name), declared.get(name)));
            }
        });
        return changes;
    }

    /** Whether a declared value asks for what there is. */
    public static boolean same(Field field, Object state, Object declared) {
        Object wanted = declared == null ? field.fallback() : declared;
        if (wanted == null && field.computed() || keeps(field, wanted)) {
            return true;
        }
        return switch (field.kind()) {
            case TEXT -> Objects.equals(text(field, state), text(field, wanted));
            case FLAG -> Objects.equals(orElse(state, false), orElse(wanted, false));
            case NUMBER -> Objects.equals(number(state), number(wanted));
            case LIST -> sameList(field.element(), list(state), list(wanted));
            case SET -> sameSet(field.element(), list(state), list(wanted));
            case MAP -> sameMap(field.element(), map(state), map(wanted));
            case OBJECT -> sameObject(field, state, wanted);
        };
    }

    private static boolean keeps(Field field, Object wanted) {
        return field.rules().emptyKeeps() && orElse(wanted, "").equals("");
    }

    private static Object text(Field field, Object value) {
        Object text = orElse(value, "");
        return field.rules().unset().contains(text) ? "" : text instanceof Boolean ? text.toString() : text;
    }

    private static Object number(Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            return Double.valueOf(text);
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value == null ? 0.0 : value;
    }

    private static boolean sameList(Field element, List<?> state, List<?> wanted) {
        if (state.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < state.size(); i++) {
            if (!same(element, state.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSet(Field element, List<?> state, List<?> wanted) {
        List<Object> left = new ArrayList<>();
        for (Object value : state) {
            if (left.stream().noneMatch(seen -> same(element, seen, value))) {
                left.add(value);
            }
        }
        List<Object> asked = new ArrayList<>();
        for (Object value : wanted) {
            if (asked.stream().noneMatch(seen -> same(element, seen, value))) {
                asked.add(value);
            }
        }
        asked.removeIf(value -> left.stream()
                .filter(there -> same(element, there, value))
                .findFirst()
                .map(left::remove)
                .orElse(false));
        return left.isEmpty() && asked.isEmpty();
    }

    private static boolean sameMap(Field element, Map<?, ?> state, Map<?, ?> wanted) {
        return state.keySet().equals(wanted.keySet())
                && state.keySet().stream().allMatch(key -> same(element, asText(state.get(key)), asText(wanted.get(key))));
    }

    private static boolean sameObject(Field field, Object state, Object wanted) {
        if (state == Unknown.VALUE || wanted == Unknown.VALUE) {
            return false;
        }
        if (wanted == null || state == null) {
            return isEmpty(field, wanted) && isEmpty(field, state);
        }
        return field.fields().values().stream()
                .allMatch(inner -> same(inner, map(state).get(inner.name()), map(wanted).get(inner.name())));
    }

    private static boolean isEmpty(Field field, Object value) {
        return value == null
                || field.fields().values().stream().allMatch(inner -> zero(map(value).get(inner.name())));
    }

    private static Kind kind(Field field, Object state, Object declared) {
        if (zero(state)) {
            return field.replaces() ? Kind.ADD_REPLACE : Kind.ADD;
        }
        if (declared == null) {
            return field.replaces() ? Kind.DELETE_REPLACE : Kind.DELETE;
        }
        return field.replaces() ? Kind.UPDATE_REPLACE : Kind.UPDATE;
    }

    private static boolean zero(Object value) {
        return value == null
                || value.equals("")
                || value.equals(false)
                || value instanceof Number number && number.doubleValue() == 0
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    private static Object orElse(Object value, Object other) {
        return value == null ? other : value;
    }

    private static Object asText(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        return value instanceof Boolean || value instanceof Number ? value.toString() : value;
    }

    /** An unknown list is one unknown element: it equals nothing that is there. */
    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map
                ? withoutMarkers(map)
                : value == null ? Map.of() : Map.of("", value);
    }

    private static Map<?, ?> withoutMarkers(Map<?, ?> map) {
        Map<Object, Object> plain = new TreeMap<>();
        map.forEach((key, value) -> {
            if (!key.equals(Inputs.DEFAULTS)) {
                plain.put(key, value);
            }
        });
        return plain;
    }
}
