package dev.nself.program;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
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
    static Map<String, String> all() {
        return new TreeMap<>(parse("PULUMI_CONFIG", "{}", new TypeToken<Map<String, String>>() {}));
    }

    /** Full keys that the stack file holds encrypted. */
    static Set<String> encrypted() {
        return new TreeSet<>(parse("PULUMI_CONFIG_SECRET_KEYS", "[]", new TypeToken<List<String>>() {}));
    }

    private static <T> T parse(String variable, String otherwise, TypeToken<T> type) {
        String json = System.getenv(variable);
        return new Gson().fromJson(json == null || json.isEmpty() ? otherwise : json, type.getType());
    }
}
