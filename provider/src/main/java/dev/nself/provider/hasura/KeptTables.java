package dev.nself.provider.hasura;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the user's metadata keep what services track themselves.
 *
 * <p>Replacing all metadata would throw away the tables of Auth, which tracks them only when it starts. So tables of its
 * schemas that the user doesn't declare stay as they are, and a declared one keeps the relationships that the user
 * doesn't declare.
 *
 * @param source name of the source that the services use
 * @param schemas their schemas
 */
record KeptTables(String source, List<String> schemas) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> RELATIONSHIPS = List.of("object_relationships", "array_relationships");

    JsonNode merge(Map<String, Object> declared, JsonNode present) {
        ObjectNode merged = JSON.valueToTree(declared);
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode table : tables(present)) {
            if (schemas.contains(table.path("table").path("schema").asText())) {
                kept.add(table);
            }
        }
        if (kept.isEmpty()) {
            return merged;
        }
        ObjectNode into = findSource(merged)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> new ResourceFailure("databaseName: the metadata declares no such source, got "
                        + source + "; its tables of schemas " + String.join(", ", schemas) + " would be lost"));
        ArrayNode tables = into.withArray("tables");
        kept.forEach(table -> keep(tables, table));
        return merged;
    }

    /** Names of the tables in a metadata object, {@code source.schema.table}. */
    static List<String> names(JsonNode metadata) {
        List<String> names = new ArrayList<>();
        for (JsonNode source : metadata.path("sources")) {
            for (JsonNode table : source.path("tables")) {
                names.add("%s.%s".formatted(source.path("name").asText(), name(table)));
            }
        }
        return names;
    }

    private static void keep(ArrayNode tables, JsonNode table) {
        for (JsonNode declared : tables) {
            if (name(declared).equals(name(table))) {
                RELATIONSHIPS.forEach(kind -> keepRelationships((ObjectNode) declared, table, kind));
                return;
            }
        }
        tables.add(table);
    }

    private static void keepRelationships(ObjectNode declared, JsonNode present, String kind) {
        for (JsonNode relationship : present.path(kind)) {
            ArrayNode relationships = declared.withArray(kind);
            boolean known = false;
            for (JsonNode own : relationships) {
                known |= own.path("name").equals(relationship.path("name"));
            }
            if (!known) {
                relationships.add(relationship);
            }
        }
    }

    private Iterable<JsonNode> tables(JsonNode metadata) {
        return findSource(metadata).map(found -> found.path("tables")).orElse(JSON.createArrayNode());
    }

    private Optional<JsonNode> findSource(JsonNode metadata) {
        for (JsonNode candidate : metadata.path("sources")) {
            if (candidate.path("name").asText().equals(source)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static String name(JsonNode table) {
        JsonNode name = table.path("table");
        // The short form, a mere name, means schema public.
        return name.isTextual() ? "public." + name.asText() : "%s.%s"
                .formatted(name.path("schema").asText("public"), name.path("name").asText());
    }
}
