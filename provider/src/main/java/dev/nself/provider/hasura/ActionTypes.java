package dev.nself.provider.hasura;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Actions and their types. The folder keeps them twice: handlers and permissions in {@code actions.yaml}, arguments and
 * types as GraphQL in {@code actions.graphql}; the API takes one object.
 */
final class ActionTypes {

    private static final Map<String, String> TYPE_LISTS = Map.of(
            "enum", "enums", "input", "input_objects", "type", "objects", "scalar", "scalars");

    private ActionTypes() {}

    /** The entries {@code actions} and {@code custom_types}, none when there are no actions. */
    static Map<String, Object> merge(Map<?, ?> yaml, String graphql) {
        List<GraphqlTypes.Definition> definitions = GraphqlTypes.parse(graphql);
        List<Object> actions = new ArrayList<>();
        for (Map<String, Object> action : objects(yaml.get("actions"))) {
            actions.add(withSignature(action, definitions));
        }
        Map<String, Object> types = customTypes(definitions, yaml.get("custom_types"));
        Map<String, Object> merged = new LinkedHashMap<>();
        if (!actions.isEmpty()) {
            merged.put("actions", actions);
        }
        if (!types.isEmpty()) {
            merged.put("custom_types", types);
        }
        return merged;
    }

    private static Map<String, Object> withSignature(
            Map<String, Object> action, List<GraphqlTypes.Definition> definitions) {
        for (GraphqlTypes.Definition definition : definitions) {
            for (Map<String, Object> field : definition.fields()) {
                if (definition.isRoot() && Objects.equals(field.get("name"), action.get("name"))) {
                    return withSignature(action, definition.name().toLowerCase(Locale.ROOT), field);
                }
            }
        }
        throw new ResourceFailure("actions.graphql: has no action named %s, which actions.yaml names; add it to type"
                .formatted(action.get("name")) + " Query or Mutation");
    }

    private static Map<String, Object> withSignature(
            Map<String, Object> action, String type, Map<String, Object> field) {
        Map<String, Object> definition = new LinkedHashMap<>(copy(action.get("definition")));
        definition.put("type", type);
        definition.put("arguments", field.getOrDefault("arguments", List.of()));
        definition.put("output_type", field.get("type"));
        // A query action has no kind; the CLI writes an empty one.
        if ("".equals(definition.get("kind")) || type.equals("query")) {
            definition.remove("kind");
        }
        Map<String, Object> complete = new LinkedHashMap<>(action);
        complete.put("definition", definition);
        return complete;
    }

    private static Map<String, Object> customTypes(List<GraphqlTypes.Definition> definitions, Object yamlTypes) {
        Map<String, Object> types = new LinkedHashMap<>();
        for (GraphqlTypes.Definition definition : definitions) {
            if (!definition.isRoot()) {
                String list = TYPE_LISTS.get(definition.keyword());
                List<Object> entries = new ArrayList<>();
                if (types.get(list) instanceof List<?> before) {
                    entries.addAll(before);
                }
                entries.add(definition.toJson(extras(yamlTypes, list, definition.name())));
                types.put(list, entries);
            }
        }
        return types;
    }

    /** What only the YAML says of a type, its relationships for one. */
    private static Map<String, Object> extras(Object yamlTypes, String list, String name) {
        return objects(copy(yamlTypes).get(list)).stream()
                .filter(type -> name.equals(type.get("name")))
                .findFirst()
                .orElse(Map.of());
    }

    private static List<Map<String, Object>> objects(Object list) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> objects.add(copy(element)));
        }
        return objects;
    }

    private static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> copy.put((String) key, value));
        }
        return copy;
    }
}
