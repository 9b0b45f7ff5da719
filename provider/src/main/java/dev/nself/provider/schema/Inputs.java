package dev.nself.provider.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checked inputs, read by type. A property that is absent reads as its type's nothing. */
public record Inputs(Map<String, Object> values) {

    public static Inputs of(Object values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (values instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put((String) name, value));
        }
        return new Inputs(copy);
    }

    /** The text, or an empty one. */
    public String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    public Optional<Double> number(String name) {
        return values.get(name) instanceof Double number ? Optional.of(number) : Optional.empty();
    }

    /** The whole number, or 0. */
    public int whole(String name) {
        return number(name).map(Double::intValue).orElse(0);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    public List<String> texts(String name) {
        return elements(name).stream().map(String::valueOf).toList();
    }

    /** Texts by name, in the order of declaration. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put((String) key, String.valueOf(value)));
        }
        return texts;
    }

    public List<Inputs> objects(String name) {
        return elements(name).stream().map(Inputs::of).toList();
    }

    private List<Object> elements(String name) {
        return values.get(name) instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }
}
