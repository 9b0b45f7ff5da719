package dev.nself.provider.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Provider arguments; the SDKs send all that is no text as JSON text. */
final class ConfigValues {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigValues() {}

    static Map<String, Object> decode(Map<String, Object> values) {
        Map<String, Object> decoded = new LinkedHashMap<>();
        values.forEach((name, value) -> decoded.put(name, value instanceof String text ? decode(text) : value));
        return decoded;
    }

    private static Object decode(String text) {
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return text;
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            // Not JSON after all: a text that happens to begin with a bracket.
            return text;
        }
    }
}
