package dev.nself.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value in a resource's properties, with the path that leads to it.
 *
 * <p>It is a text, a number, a flag, a list, a map, absent (also for {@code null}), or unknown: a preview does not
 * have what another resource is yet to give. Reading an unknown value ends the check, which then reports that it
 * cannot tell until the update; so a rule never passes what it has not seen. Nothing else is thrown: what has
 * another kind than the one asked for reads as absent, since a provider refuses it before any rule is asked.
 *
 * <p>Secrets are unwrapped for reading; {@link #toString} never shows them.
 */
public final class Value {

    private enum Unknown {
        VALUE
    }

    /** What a value is. */
    public enum Kind {
        UNKNOWN,
        ABSENT,
        TEXT,
        NUMBER,
        FLAG,
        LIST,
        MAP
    }

    private final String path;
    private final Object content;
    private final boolean secret;

    private Value(String path, Object content, boolean secret) {
        this.path = path;
        this.content = content;
        this.secret = secret;
    }

    /** Texts, numbers, flags, lists and maps of them, {@code null}, and values, which keep what they are. */
    public static Value of(Object plain) {
        return new Value("", content(plain), plain instanceof Value value && value.secret);
    }

    /** A value that is not there. */
    public static Value absent() {
        return new Value("", null, false);
    }

    /** A value that only the update will know. */
    public static Value unknown() {
        return new Value("", Unknown.VALUE, false);
    }

    /** The same value, marked as secret with all that is in it. */
    public Value asSecret() {
        return new Value(path, content, true);
    }

    /** From the resource's properties to here, for example {@code ports[0].ip}; empty for all properties. */
    public String path() {
        return path;
    }

    /** Marked as secret, by itself or by what it lies in. */
    public boolean isSecret() {
        return secret;
    }

    /** What it is; asking does not end the check. */
    public Kind kind() {
        if (content == null) {
            return Kind.ABSENT;
        }
        if (content instanceof String) {
            return Kind.TEXT;
        }
        if (content instanceof Double) {
            return Kind.NUMBER;
        }
        if (content instanceof Boolean) {
            return Kind.FLAG;
        }
        if (content instanceof List<?>) {
            return Kind.LIST;
        }
        return content == Unknown.VALUE ? Kind.UNKNOWN : Kind.MAP;
    }

    public boolean isAbsent() {
        return content == null;
    }

    /** Not known in this preview; asking does not end the check. */
    public boolean isUnknown() {
        return content == Unknown.VALUE;
    }

    /** The value of that name in a map; unknown in an unknown map, absent in anything else. */
    public Value get(String name) {
        String place = under(name);
        if (isUnknown()) {
            return new Value(place, content, secret);
        }
        return content instanceof Map<?, ?> map ? inside(place, map.get(name)) : new Value(place, null, secret);
    }

    /** A text; numbers and flags as they are written. */
    public Optional<String> text() {
        Object known = known();
        if (known instanceof Double number) {
            return Optional.of(Text.number(number));
        }
        return known instanceof String || known instanceof Boolean ? Optional.of(known.toString()) : Optional.empty();
    }

    /** A number, also one written as a text. */
    public Optional<Double> number() {
        Object known = known();
        return known instanceof Double number ? Optional.of(number) : known instanceof String text ? Text.parse(text) : Optional.empty();
    }

    /** True for a true flag, also for the text {@code true}; false for anything else. */
    public boolean isTrue() {
        return text().filter("true"::equals).isPresent();
    }

    /** True for a false flag, also for the text {@code false}; false for anything else. */
    public boolean isFalse() {
        return text().filter("false"::equals).isPresent();
    }

    /** A list's elements; empty for anything else. Elements may be unknown. */
    public List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (known() instanceof List<?> list) {
            list.forEach(item -> items.add(inside(path + "[" + items.size() + "]", item)));
        }
        return items;
    }

    /** A map's entries in their order; empty for anything else. Entries may be unknown. */
    public Map<String, Value> entries() {
        Map<String, Value> entries = new LinkedHashMap<>();
        if (known() instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> entries.put((String) name, inside(under((String) name), inner)));
        }
        return entries;
    }

    /** A list's elements that are texts. */
    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The map with another entry; a map of that entry only where this is no map. */
    public Value with(String name, Object plain) {
        Map<String, Object> copy = new LinkedHashMap<>();
        entries().forEach(copy::put);
        copy.put(name, of(plain));
        return new Value(path, content(copy), secret);
    }

    /** A part of this value under a name of its own, for reports: as secret as this is. */
    public Value part(String name, String text) {
        return new Value(path + " (" + name + ")", text, secret);
    }

    /** This value and all in it. */
    public void visit(Consumer<Value> visitor) {
        visitor.accept(this);
        if (content instanceof List<?>) {
            items().forEach(item -> item.visit(visitor));
        } else if (content instanceof Map<?, ?>) {
            entries().values().forEach(entry -> entry.visit(visitor));
        }
    }

    /** As a report shows it: {@code [secret]} for what is secret, {@code [unknown]} for what is unknown. */
    @Override
    public String toString() {
        return Text.show(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value value && secret == value.secret && Objects.equals(content, value.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(content, secret);
    }

    private Object known() {
        if (content == Unknown.VALUE) {
            throw new UnknownValue(path);
        }
        return content;
    }

    private String under(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Value inside(String place, Object inner) {
        return inner instanceof Value value
                ? new Value(place, value.content, secret || value.secret)
                : new Value(place, null, secret);
    }

    private static Object content(Object plain) {
        if (plain == null || plain instanceof String || plain instanceof Boolean) {
            return plain;
        }
        if (plain instanceof Value value) {
            return value.content;
        }
        if (plain instanceof Number number) {
            return number.doubleValue();
        }
        if (plain instanceof List<?> list) {
            return list.stream().map(Value::of).toList();
        }
        if (plain instanceof Map<?, ?> map) {
            Map<String, Value> entries = new LinkedHashMap<>();
            map.forEach((name, value) -> entries.put((String) name, of(value)));
            return entries;
        }
        throw new IllegalArgumentException("no property value, got " + plain.getClass().getName()
                + "; allowed: texts, numbers, flags, lists, maps, values, null");
    }
}
