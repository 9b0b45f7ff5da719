package dev.nself.provider.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** Outputs: the inputs, and what the resource adds. */
public final class Outputs {

    private final Map<String, Object> values;

    private Outputs(Map<String, Object> values) {
        this.values = values;
    }

    public static Outputs of(Map<String, Object> inputs) {
        return new Outputs(new LinkedHashMap<>(inputs));
    }

    public Outputs with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    public Outputs withAll(Map<String, Object> more) {
        values.putAll(more);
        return this;
    }

    public Map<String, Object> values() {
        return values;
    }
}
