package dev.nself.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON Schema of a stack file, read off the records, so that editors complete and check one. */
final class StackSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ENCRYPTED = "#/$defs/encrypted";

    private StackSchema() {}

    static ObjectNode of() {
        ObjectNode schema = JSON.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Stack file of the nself platform")
                .put("type", "object");
        ObjectNode config = schema.putObject("properties").putObject("config").put("type", "object");
        ObjectNode keys = config.putObject("properties");
        var platform = new Shape.Parts(PlatformArgs.class);
        PlatformArgs defaults = PlatformArgs.of(null, null, null);
        ArrayNode required = config.putArray("required");
        for (Shape.Part part : platform.parts()) {
            keys.set(Paths.NAMESPACE + part.key(), part(part, part.valueIn(defaults)));
            part.mark(Required.class).ifPresent(mark -> required.add(Paths.NAMESPACE + part.key()));
        }
        config.set("propertyNames", onlyKnownOfOurs(platform));
        schema.putArray("required").add("config");
        schema.putObject("$defs").set("encrypted", encrypted());
        return schema;
    }

    /** Keys of other namespaces, such as {@code docker:host}, are not ours to judge. */
    private static ObjectNode onlyKnownOfOurs(Shape.Parts platform) {
        ObjectNode names = JSON.objectNode();
        ArrayNode either = names.putArray("anyOf");
        ArrayNode known = either.addObject().putArray("enum");
        platform.keys().forEach(key -> known.add(Paths.NAMESPACE + key));
        either.addObject().putObject("not").put("pattern", "^" + Paths.NAMESPACE);
        return names;
    }

    private static ObjectNode encrypted() {
        ObjectNode object = JSON.objectNode()
                .put("description", "Written by `pulumi config set --secret --path`")
                .put("type", "object")
                .put("additionalProperties", false);
        object.putObject("properties").putObject("secure").put("type", "string");
        object.putArray("required").add("secure");
        return object;
    }

    private static ObjectNode part(Shape.Part part, Object defaults) {
        ObjectNode schema = part.mark(Secret.class).isPresent()
                ? JSON.objectNode().put("$ref", ENCRYPTED)
                : shape(part.shape(), defaults);
        part.mark(Doc.class).ifPresent(doc -> schema.put("description", doc.value()));
        part.mark(Range.class).ifPresent(range -> {
            schema.put("minimum", new BigDecimal(MarkRules.plain(range.min())));
            schema.put("maximum", new BigDecimal(MarkRules.plain(range.max())));
        });
        putDefault(schema, defaults);
        return schema;
    }

    private static ObjectNode shape(Shape shape, Object defaults) {
        if (shape instanceof Shape.Parts parts) {
            return object(parts, defaults == null ? parts.make(new Object[parts.parts().size()]) : defaults);
        }
        if (shape instanceof Shape.Items items) {
            ObjectNode schema = JSON.objectNode().put("type", "array");
            schema.set("items", shape(items.of(), null));
            return schema;
        }
        if (shape instanceof Shape.Entries entries) {
            ObjectNode schema = JSON.objectNode().put("type", "object");
            schema.set("additionalProperties", entry(entries.of()));
            return schema;
        }
        if (shape instanceof Shape.Choice choice) {
            ObjectNode schema = JSON.objectNode();
            ArrayNode words = schema.putArray("enum");
            choice.words().forEach(words::add);
            // An unquoted 1.3 is a number in YAML, and is taken as well.
            choice.words().stream().filter(word -> word.matches("\\d\\.\\d"))
                    .forEach(word -> words.add(new BigDecimal(word)));
            return schema;
        }
        return JSON.objectNode().put("type", type((Shape.Scalar) shape));
    }

    /** Values of maps (variables, parameters, labels) may be written without quotes, and encrypted. */
    private static ObjectNode entry(Shape shape) {
        if (shape != Shape.Scalar.TEXT) {
            return shape(shape, null);
        }
        ObjectNode schema = JSON.objectNode();
        ArrayNode either = schema.putArray("anyOf");
        either.addObject().putArray("type").add("string").add("integer").add("boolean");
        either.addObject().put("$ref", ENCRYPTED);
        return schema;
    }

    private static ObjectNode object(Shape.Parts parts, Object defaults) {
        ObjectNode schema = JSON.objectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Shape.Part part : parts.parts()) {
            ObjectNode property = part(part, part.valueIn(defaults));
            properties.set(part.key(), property);
            part.mark(Required.class).ifPresent(mark -> required.add(part.key()));
            if (defaults instanceof ServicesArgs) {
                refine(property, part.key());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** What differs between the services, which share one record. */
    private static void refine(ObjectNode service, String key) {
        PlatformService defaults = PlatformService.valueOf(key.toUpperCase(Locale.ROOT));
        ObjectNode properties = (ObjectNode) service.get("properties");
        ((ObjectNode) properties.get("memoryMiB")).put("minimum", defaults.memoryFloorMiB());
        if (defaults.alwaysOn()) {
            ((ObjectNode) properties.get("enabled")).put("const", true);
        }
    }

    private static void putDefault(ObjectNode schema, Object value) {
        if (value instanceof JsonName choice) {
            schema.put("default", choice.json());
        } else if (value instanceof Integer number) {
            schema.put("default", number);
        } else if (value instanceof Double number) {
            schema.put("default", number);
        } else if (value instanceof Boolean on) {
            schema.put("default", on);
        } else if (value instanceof String text) {
            schema.put("default", text);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            ArrayNode items = schema.putArray("default");
            list.forEach(item -> items.add(item instanceof JsonName choice ? choice.json() : String.valueOf(item)));
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            throw new IllegalStateException("a default of this form has no place in the schema yet: " + map);
        }
    }

    private static String type(Shape.Scalar scalar) {
        return switch (scalar) {
            case TEXT -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
        };
    }
}
