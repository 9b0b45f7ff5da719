package dev.nself.provider.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One resource type of a provider: what the engine's calls mean for it, over plain values.
 *
 * <p>Property values are {@code String}, {@code Boolean}, {@code Double}, {@code List}, {@code Map},
 * {@code null} and, in previews only, {@link Unknown#VALUE}. Secret wrappers are taken off before a call
 * and put back after it: an output whose name was secret among the inputs, or is named by
 * {@link #secretOutputs()}, leaves the provider as a secret.
 *
 * <p>A failed call throws {@link ResourceFailure}; its message names property and value.
 */
public interface ResourceType {

    /** The type token, for example {@code nself:index:Secret}. */
    String token();

    /** Outputs that are secret whatever the inputs were. */
    default Set<String> secretOutputs() {
        return Set.of();
    }

    /** Names of the outputs that are no inputs: a preview of a new resource shows them as unknown. */
    default Set<String> computedOutputs() {
        return Set.of();
    }

    /**
     * The outputs that an update will have, for previews. As {@link #diff}, without side effects; what the update
     * will change and nobody knows yet is {@link Unknown#VALUE}. By default the outputs stay and the inputs are overlaid.
     */
    default Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Map<String, Object> outputs = new LinkedHashMap<>(oldOutputs);
        outputs.putAll(newInputs);
        return outputs;
    }

    /**
     * Tells the user, in the preview of an update, what it will mean for data: what its properties do not show. May look
     * at what is there, and changes nothing; what cannot be looked at is said and fails nothing.
     */
    default void foretell(Call call, Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        // Most updates mean nothing for data.
    }

    /** Validates the inputs and fills in defaults; unknown values must pass. */
    Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs);

    /** Compares what was declared and observed before with what is declared now; no side effects. */
    Difference diff(String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs);

    /** Makes the resource. Not called in previews. */
    State create(Call call, Map<String, Object> inputs);

    /** What is there now; empty when the resource is gone. Inputs are empty for an import. */
    Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs);

    /** Changes the resource in place. Not called in previews. */
    State update(Call call, String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs);

    /** Removes the resource; removing what is already gone is no error. */
    void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs);
}
