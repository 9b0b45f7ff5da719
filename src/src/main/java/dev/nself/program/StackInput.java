package dev.nself.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.config.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stack's configuration as the language host hands it over: whole, where the SDK gives only keys that one
 * asks for, so that a misspelt key would go unseen.
 */
final class StackInput {

    private StackInput() {}

    /** Full key to value; plain text, or JSON for what has parts. */
    static Map<String, String> all(Map<String, String> environment) {
        return new TreeMap<>(parse(environment, "PULUMI_CONFIG", "{}", new TypeReference<Map<String, String>>() {}));
    }

    /** What the stack file holds encrypted; without the file, full keys with anything encrypted in them. */
    static Set<String> encrypted(Map<String, String> environment, Path stackFile) {
        if (!Files.exists(stackFile)) {
            return new TreeSet<>(parse(environment, "PULUMI_CONFIG_SECRET_KEYS", "[]", new TypeReference<List<String>>() {}));
        }
        try {
            return StackFile.read(stackFile).encrypted();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + stackFile, unreadable);
        }
    }

    private static <T> T parse(Map<String, String> environment, String variable, String otherwise, TypeReference<T> type) {
        String json = environment.get(variable);
        try {
            return new ObjectMapper().readValue(json == null || json.isEmpty() ? otherwise : json, type);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(variable + ": not what a language host hands over", notJson);
        }
    }
}
