package dev.nself.offline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of one resource type, read from the extract of the published schema that lies beside this class.
 *
 * @param token the type token
 * @param fields the inputs by name, sorted
 * @param outputs the names of the outputs that are no inputs, sorted
 */
public record Schema(String token, Map<String, Field> fields, List<String> outputs) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode PUBLISHED = read("docker-4.5.1.json");
    private static final JsonNode BEHAVIOUR = read("behaviour-4.5.1.json");

    /** The schema of a type; throws when the extract has no such type. */
    public static Schema of(String token) {
        JsonNode resource = PUBLISHED.path("resources").path(token);
        if (resource.isMissingNode()) {
            throw new IllegalArgumentException("no type " + token + " in the schema extract");
        }
        Map<String, Field> fields = new Reader(BEHAVIOUR.path(token)).fields(resource);
        List<String> outputs = new ArrayList<>();
        resource.path("properties").fieldNames().forEachRemaining(outputs::add);
        outputs.removeAll(fields.keySet());
        Collections.sort(outputs);
        return new Schema(token, Collections.unmodifiableMap(fields), List.copyOf(outputs));
    }

    /** The names of what the plugin's own configuration may say. */
    public static List<String> providerInputs() {
        List<String> names = new ArrayList<>();
        PUBLISHED.path("provider").path("inputProperties").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    private static JsonNode read(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("schema resource " + name + " cannot be read", e);
        }
    }

    /** Joins what the published schema says with what it leaves out. */
    private record Reader(JsonNode behaviour) {

        Map<String, Field> fields(JsonNode resource) {
            Map<String, Field> fields = new TreeMap<>();
            resource.path("inputProperties").properties().forEach(entry -> {
                String name = entry.getKey();
                boolean required = has(resource.path("requiredInputs"), name);
                // An output that is always there though no input of that name must be given is filled in by the plugin.
                boolean computed = has(resource.path("required"), name) && !required && !name.equals("name");
                fields.put(name, field(name, name, entry.getValue(), new Presence(computed, required)));
            });
            return fields;
        }

        private Field field(String name, String path, JsonNode property, Presence presence) {
            JsonNode type = typeOf(property);
            Field.Kind kind = kind(path, type);
            return new Field(
                    name,
                    kind,
                    element(name, path, kind, type),
                    kind == Field.Kind.OBJECT ? objectFields(path, type) : Map.of(),
                    presence.computed() || has(behaviour.path("computed"), path),
                    value(behaviour.path("defaults").get(path)),
                    property.path("willReplaceOnChanges").asBoolean(),
                    presence.required(),
                    rules(path));
        }

        private Field element(String name, String path, Field.Kind kind, JsonNode type) {
            Presence inside = new Presence(false, false);
            return switch (kind) {
                case LIST, SET -> field(name, path, type.path("items"), inside);
                case MAP -> field(name, path, JSON.createObjectNode().put("type", "string"), inside);
                case TEXT, FLAG, NUMBER, OBJECT -> null;
            };
        }

        private Map<String, Field> objectFields(String path, JsonNode type) {
            Map<String, Field> fields = new TreeMap<>();
            type.path("properties").properties().forEach(entry -> {
                Presence presence = new Presence(false, has(type.path("required"), entry.getKey()));
                fields.put(entry.getKey(), field(entry.getKey(), path + "." + entry.getKey(), entry.getValue(), presence));
            });
            return fields;
        }

        private Field.Kind kind(String path, JsonNode type) {
            return switch (type.path("type").asText()) {
                case "string" -> Field.Kind.TEXT;
                case "boolean" -> Field.Kind.FLAG;
                case "integer", "number" -> Field.Kind.NUMBER;
                case "array" -> has(behaviour.path("sets"), path) ? Field.Kind.SET : Field.Kind.LIST;
                default -> type.has("properties") ? Field.Kind.OBJECT : Field.Kind.MAP;
            };
        }

        private Field.Rules rules(String path) {
            JsonNode pattern = behaviour.path("patterns").path(path);
            JsonNode atLeast = behaviour.path("atLeast").path(path);
            JsonNode unset = behaviour.path("unset").path(path);
            if (pattern.isMissingNode() && atLeast.isMissingNode() && unset.isMissingNode()) {
                return Field.Rules.NONE;
            }
            List<String> texts = new ArrayList<>();
            unset.forEach(text -> texts.add(text.asText()));
            return new Field.Rules(
                    pattern.isTextual() ? pattern.asText() : null,
                    atLeast.isInt() ? atLeast.asInt() : null,
                    List.copyOf(texts),
                    unset.isTextual());
        }

        private static JsonNode typeOf(JsonNode property) {
            String reference = property.path("$ref").asText();
            return reference.isEmpty() ? property : PUBLISHED.path("types").path(reference.replace("#/types/", ""));
        }

        private static Object value(JsonNode node) {
            return node == null ? null : node.isInt() ? Double.valueOf(node.asInt()) : JSON.convertValue(node, Object.class);
        }

        private static boolean has(JsonNode list, String name) {
            for (JsonNode element : list) {
                if (element.asText().equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Who gives a property: the plugin, the program, either. */
    private record Presence(boolean computed, boolean required) {}
}
