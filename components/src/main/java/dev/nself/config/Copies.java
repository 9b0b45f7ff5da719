package dev.nself.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Immutable copies that keep a user's nulls, so that the validation can name them instead of a constructor failing. */
final class Copies {
    private Copies() {}

    static <T> List<T> list(List<T> values, List<T> otherwise) {
        return values == null ? otherwise : Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** Sorted, so that whatever is rendered from the map is the same in every run. */
    static <V> Map<String, V> map(Map<String, V> values) {
        var sorted = new TreeMap<String, V>(Comparator.nullsFirst(Comparator.naturalOrder()));
        if (values != null) {
            sorted.putAll(values);
        }
        return Collections.unmodifiableMap(sorted);
    }
}
