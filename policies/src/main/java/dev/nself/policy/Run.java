package dev.nself.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run that is judged.
 *
 * @param project the program's project
 * @param stack the stack's name, for example {@code production}
 * @param organization empty where the backend knows none
 * @param preview nothing is changed; values may be unknown
 * @param config the stack's configuration, {@code namespace:key} to text or JSON, secrets in plain
 * @param secretKeys the keys of it that are secret
 * @param tags the stack's tags
 */
public record Run(
        String project,
        String stack,
        String organization,
        boolean preview,
        Map<String, String> config,
        List<String> secretKeys,
        Map<String, String> tags) {

    /** Nothing is known of the run. */
    public static final Run UNKNOWN = new Run("", "", "", true, Map.of(), List.of(), Map.of());

    public Run {
        config = Collections.unmodifiableMap(new TreeMap<>(config));
        secretKeys = List.copyOf(secretKeys);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** The configuration's value of that key; a secret one as such. */
    public Value configuration(String key) {
        Value value = Value.of(config).get(key);
        return secretKeys.contains(key) ? value.asSecret() : value;
    }

    /** Never with the values: among them are secrets. */
    @Override
    public String toString() {
        return "Run[" + organization + "/" + project + "/" + stack + (preview ? ", preview]" : "]");
    }
}
