package dev.nself.offline.schema;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.ResourceType;
import java.util.Map;
import java.util.Set;

/** A resource type whose checks and differences follow from the published schema. */
public interface PublishedType extends ResourceType {

    Schema schema();

    /** Whether a replaced one goes before its successor comes. */
    boolean goesFirst(Map<String, Object> oldOutputs, Map<String, Object> newInputs);

    @Override
    default String token() {
        return schema().token();
    }

    @Override
    default Set<String> computedOutputs() {
        return Set.copyOf(schema().outputs());
    }

    @Override
    default Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return Inputs.check(schema(), newInputs);
    }

    @Override
    default Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return new Difference(Comparison.of(schema(), oldOutputs, newInputs), goesFirst(oldOutputs, newInputs));
    }

    /** For named things: two of the same name cannot be at the same time. */
    static boolean keepsItsName(Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return newInputs.get("name") != null && newInputs.get("name").equals(oldOutputs.get("name"));
    }
}
