package dev.nself.provider.schema;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One input of a resource type.
 *
 * @param name the property's name
 * @param shape what its value looks like
 * @param required whether the program must give it
 * @param standard the value taken when the program gives none, or null
 * @param replaces whether another value replaces the resource
 */
public record Field(String name, Shape shape, boolean required, Object standard, boolean replaces) {

    /** What a value may look like: adds what is wrong with it. */
    @FunctionalInterface
    public interface Shape {
        void check(String path, Object value, List<Checked.Failure> failures);
    }

    /** A text of any length but empty. */
    public static Field text(String name) {
        return textWhere(name, value -> !value.isEmpty(), "a text that is not empty");
    }

    /** A text that may be empty. */
    public static Field anyText(String name) {
        return textWhere(name, value -> true, "a text");
    }

    /** A text that matches as a whole; {@code expected} says in words what that means. */
    public static Field textLike(String name, Pattern pattern, String expected) {
        return textWhere(name, pattern.asMatchPredicate(), expected);
    }

    public static Field oneOf(String name, List<String> values) {
        return textWhere(name, values::contains, String.join(", ", values));
    }

    public static Field flag(String name) {
        return of(name, scalar(Boolean.class, value -> true, "true, false"));
    }

    /** A whole number within the bounds, both included. */
    public static Field whole(String name, int least, int most) {
        Predicate<Double> within = value -> value >= least && value <= most && value == Math.rint(value);
        return of(name, scalar(Double.class, within, "a whole number from " + least + " to " + most));
    }

    /** A number above {@code above} and at most {@code most}. */
    public static Field fraction(String name, double above, double most) {
        Predicate<Double> within = value -> value > above && value <= most;
        return of(name, scalar(Double.class, within, "a number above " + above + ", at most " + most));
    }

    /** Texts by name. */
    public static Field textMap(String name) {
        return of(name, (path, value, failures) -> {
            if (!(value instanceof Map<?, ?> map)) {
                failures.add(wrong(path, value, "texts by name"));
                return;
            }
            Shape text = scalar(String.class, element -> true, "a text");
            map.forEach((key, element) -> checkKnown(text, path + "." + key, element, failures));
        });
    }

    /** A list whose elements each look like the given field. */
    public static Field listOf(Field element) {
        return list(element.name(), element.shape());
    }

    /** A list of objects with these fields. */
    public static Field objects(String name, Fields fields) {
        return list(name, (path, value, failures) -> {
            if (value instanceof Map<?, ?> map) {
                fields.check(path + ".", map, failures);
            } else {
                failures.add(wrong(path, value, "an object with " + fields.names()));
            }
        });
    }

    public Field optional() {
        return new Field(name, shape, false, standard, replaces);
    }

    /** Optional, with this value when the program gives none. */
    public Field orElse(Object value) {
        return new Field(name, shape, false, value, replaces);
    }

    public Field replacing() {
        return new Field(name, shape, required, standard, true);
    }

    static void checkKnown(Shape shape, String path, Object value, List<Checked.Failure> failures) {
        if (value != Unknown.VALUE) {
            shape.check(path, value, failures);
        }
    }

    private static Field textWhere(String name, Predicate<String> allowed, String expected) {
        return of(name, scalar(String.class, allowed, expected));
    }

    private static Field list(String name, Shape element) {
        return of(name, (path, value, failures) -> {
            if (!(value instanceof List<?> list)) {
                failures.add(wrong(path, value, "a list"));
                return;
            }
            List<Object> elements = new ArrayList<>(list);
            for (int i = 0; i < elements.size(); i++) {
                checkKnown(element, path + "[" + i + "]", elements.get(i), failures);
            }
        });
    }

    private static Field of(String name, Shape shape) {
        return new Field(name, shape, true, null, false);
    }

    private static <T> Shape scalar(Class<T> type, Predicate<T> allowed, String expected) {
        return (path, value, failures) -> {
            if (!type.isInstance(value) || !allowed.test(type.cast(value))) {
                failures.add(wrong(path, value, expected));
            }
        };
    }

    private static Checked.Failure wrong(String path, Object value, String allowed) {
        return new Checked.Failure(path, "cannot be used, got %s; allowed: %s".formatted(shown(path, value), allowed));
    }

    /** Failures are printed: what may be a secret is described, not shown. */
    private static String shown(String path, Object value) {
        boolean secret = path.matches("(?i).*(password|secret|privatekey).*");
        if (secret && value instanceof String text) {
            return text.isEmpty() ? "an empty text" : "a text of " + text.length() + " characters";
        }
        return value instanceof Double number && number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }
}
