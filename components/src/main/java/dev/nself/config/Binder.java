package dev.nself.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns JSON into the argument records. It goes on after a mistake, so that one run finds them all: a value that
 * cannot be bound becomes null.
 */
final class Binder {
    private final BindingProblems problems;

    Binder(BindingProblems problems) {
        this.problems = problems;
    }

    Object bind(Shape shape, JsonNode node, String path) {
        if (node.isNull()) {
            problems.empty(path);
            return null;
        }
        if (shape instanceof Shape.Parts parts) {
            return parts(parts, node, path);
        }
        if (shape instanceof Shape.Items items) {
            return items(items, node, path);
        }
        if (shape instanceof Shape.Entries entries) {
            return entries(entries, node, path);
        }
        if (shape instanceof Shape.Choice choice) {
            return choice(choice, node, path);
        }
        return scalar((Shape.Scalar) shape, node, path);
    }

    private Record parts(Shape.Parts shape, JsonNode node, String path) {
        if (!node.isObject()) {
            problems.notAnObject(path, node, shape);
            return null;
        }
        node.fieldNames().forEachRemaining(key -> {
            if (shape.part(key).isEmpty()) {
                problems.unknown(path, key, shape.keys());
            }
        });
        return shape.make(shape.parts().stream()
                .map(part -> node.has(part.key())
                        ? bind(part.shape(), node.get(part.key()), Paths.key(path, part.key()))
                        : null)
                .toArray());
    }

    private List<Object> items(Shape.Items shape, JsonNode node, String path) {
        if (!node.isArray()) {
            problems.wrongType(path, "a list", node, "write each entry on a line of its own after a dash");
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode item : node) {
            values.add(bind(shape.of(), item, Paths.item(path, values.size())));
        }
        return values;
    }

    private Map<String, Object> entries(Shape.Entries shape, JsonNode node, String path) {
        if (!node.isObject()) {
            problems.wrongType(path, "an object", node, "write each entry as name: value on a line of its own");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(
                key -> values.put(key, entry(shape.of(), node.get(key), Paths.key(path, key))));
        return values;
    }

    /** A fraction among free texts may have lost a zero on its way here (1.10). */
    private Object entry(Shape shape, JsonNode node, String path) {
        if (shape == Shape.Scalar.TEXT && node.isFloatingPointNumber()) {
            problems.wrongType(path, Shape.Scalar.TEXT.words(), node, "put it in quotes");
            return null;
        }
        return bind(shape, node, path);
    }

    private Object choice(Shape.Choice shape, JsonNode node, String path) {
        // An unquoted 1.3 is a number in YAML; its text is what the user wrote.
        var constant = node.isContainerNode() ? Optional.<JsonName>empty() : shape.constant(node.asText());
        if (constant.isEmpty()) {
            problems.notAChoice(path, node, shape.words());
        }
        return constant.orElse(null);
    }

    private Object scalar(Shape.Scalar shape, JsonNode node, String path) {
        Object value = switch (shape) {
            case TEXT -> text(node);
            case INTEGER -> isWhole(node) && node.canConvertToInt() ? Integer.valueOf(node.intValue()) : null;
            case NUMBER -> number(node);
            case BOOLEAN -> node.isBoolean() ? Boolean.valueOf(node.booleanValue()) : null;
        };
        if (value == null) {
            String limit = isWhole(node) ? " of at most " + Integer.MAX_VALUE : "";
            problems.wrongType(path, shape.words() + limit, node, fix(node));
        }
        return value;
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.canConvertToExactIntegral();
    }

    /** Numbers and switches are taken as they are written: `version: 17` means text. */
    private static String text(JsonNode node) {
        return node.isContainerNode() ? null : node.asText();
    }

    /** {@code pulumi config set --path} writes a fraction as text. */
    private static Double number(JsonNode node) {
        boolean plain = node.isNumber() || node.isTextual() && node.asText().matches("\\d{1,9}(\\.\\d{1,9})?");
        return plain ? Double.valueOf(node.asText()) : null;
    }

    private static String fix(JsonNode node) {
        return node.isTextual() && node.asText().matches("true|false|\\d+") ? "write it without quotes" : null;
    }
}
