package dev.nself.program;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.TreeMap;

/** The values that the engine generated, read with the passphrase, to look for where they must not be. */
final class StateSecrets {

    private static final String PLAIN = "plaintext";

    private StateSecrets() {}

    /** Logical name of a {@code Secret} to its value. */
    static Map<String, String> generated(TestStack stack) {
        JsonObject state = JsonParser.parseString(stack.pulumi("stack", "export", "--show-secrets").orFail()).getAsJsonObject();
        Map<String, String> values = new TreeMap<>();
        for (JsonElement element : state.getAsJsonObject("deployment").getAsJsonArray("resources")) {
            JsonObject resource = element.getAsJsonObject();
            if (resource.get("type").getAsString().equals("nself:index:Secret")) {
                String urn = resource.get("urn").getAsString();
                values.put(urn.substring(urn.lastIndexOf(':') + 1), plain(resource.getAsJsonObject("outputs").get("value")));
            }
        }
        return values;
    }

    private static String plain(JsonElement value) {
        if (value.isJsonObject() && value.getAsJsonObject().has(PLAIN)) {
            return JsonParser.parseString(value.getAsJsonObject().get(PLAIN).getAsString()).getAsString();
        }
        return value.getAsString();
    }
}
