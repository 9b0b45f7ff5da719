package dev.nself.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A stack file as it stands on the disk, which says of each single value whether it is encrypted; the engine says it
 * only of a whole key.
 *
 * @param values full key to its value as the engine hands it over, but with {@code (encrypted)} for what is encrypted
 * @param encrypted paths of the encrypted values, such as {@code nself:auth.smtp.password}
 */
public record StackFile(Map<String, String> values, Set<String> encrypted) {
    private static final YAMLMapper YAML = new YAMLMapper();

    public StackFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        encrypted = Collections.unmodifiableSet(new LinkedHashSet<>(encrypted));
    }

    /**
     * Reads a stack file.
     *
     * @throws IOException when it cannot be read or is not YAML
     */
    public static StackFile read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static StackFile parse(String yaml) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> encrypted = new LinkedHashSet<>();
        JsonNode config = YAML.readTree(yaml).path("config");
        config.fieldNames().forEachRemaining(key -> {
            JsonNode value = plain(config.get(key), key, encrypted);
            values.put(key, value.isValueNode() ? value.asText() : value.toString());
        });
        return new StackFile(values, encrypted);
    }

    private static JsonNode plain(JsonNode node, String path, Set<String> encrypted) {
        if (node.isObject() && node.size() == 1 && node.has("secure")) {
            encrypted.add(path);
            return TextNode.valueOf("(encrypted)");
        }
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(
                    key -> object.set(key, plain(object.get(key), Paths.key(path, key), encrypted)));
        }
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            ((ArrayNode) node)
                    .set(index, plain(node.get(index), Paths.item(path, index), encrypted));
        }
        return node;
    }
}
