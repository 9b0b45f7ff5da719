package dev.nself.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the values of arguments. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    List<Problem> found() {
        return List.copyOf(found);
    }

    /** A wrong value. */
    void add(String path, String what, Object got, String fix) {
        found.add(new Problem(Paths.NAMESPACE + path, what, shown(got), fix));
    }

    /** A missing value, or one that is not to be shown. */
    void add(String path, String what, String fix) {
        found.add(new Problem(Paths.NAMESPACE + path, what, null, fix));
    }

    static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "\"";
    }

    private static String shown(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return String.valueOf(number.longValue());
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }
}
