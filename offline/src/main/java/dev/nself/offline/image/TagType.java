package dev.nself.offline.image;

import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.schema.PublishedType;
import dev.nself.offline.schema.Schema;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code docker:index/tag:Tag}: a second name for an image. Every change makes a new one. */
public final class TagType implements PublishedType {

    private static final Schema SCHEMA = Schema.of("docker:index/tag:Tag");

    private final Engines engines;

    public TagType(Engines engines) {
        this.engines = engines;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public boolean goesFirst(Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return false;
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Values declared = new Values(inputs);
        String source = declared.text("sourceImage");
        String target = declared.text("targetImage");
        int colon = target.lastIndexOf(':') > target.lastIndexOf('/') ? target.lastIndexOf(':') : target.length();
        String query = DockerEngine.query(Map.of(
                "repo", target.substring(0, colon), "tag", colon < target.length() ? target.substring(colon + 1) : ""));
        try {
            engines.engine().post("/images/" + ImageStore.path(source) + "/tag" + query);
        } catch (EngineFailure failure) {
            throw new ResourceFailure("failed to create docker tag: " + failure.getMessage(), failure);
        }
        return read(call, source + "." + target, inputs, inputs)
                .orElseThrow(() -> new ResourceFailure("sourceImage: image " + source + " is gone"));
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        ImageStore store = new ImageStore(engines.engine(), engines.logins());
        return store.find(new Values(outputs).text("sourceImage")).map(image -> {
            Map<String, Object> now = new LinkedHashMap<>(outputs);
            now.put("sourceImageId", image.path("Id").asText());
            return new State(id, inputs, now);
        });
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        return create(call, newInputs);
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The published plugin keeps the name: another stack may use it.
    }
}
