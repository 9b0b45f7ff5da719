package dev.nself.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The values that the engine generated, read with the passphrase, to look for where they must not be. */
final class StateSecrets {

    private static final String PLAIN = "plaintext";

    private StateSecrets() {}

    /** Logical name of a {@code Secret} to its value. */
    static Map<String, String> generated(TestStack stack) {
        JsonNode state = Json.read(stack.pulumi("stack", "export", "--show-secrets").orFail());
        Map<String, String> values = new TreeMap<>();
        for (JsonNode resource : state.path("deployment").path("resources")) {
            if (resource.path("type").asText().equals("nself:index:Secret")) {
                String urn = resource.path("urn").asText();
                values.put(urn.substring(urn.lastIndexOf(':') + 1), plain(resource.path("outputs").get("value")));
            }
        }
        return values;
    }

    private static String plain(JsonNode value) {
        return value.has(PLAIN) ? Json.read(value.get(PLAIN).asText()).asText() : value.asText();
    }
}
