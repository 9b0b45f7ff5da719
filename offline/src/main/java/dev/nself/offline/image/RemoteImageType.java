package dev.nself.offline.image;

import com.fasterxml.jackson.databind.JsonNode;
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

/** {@code docker:index/remoteImage:RemoteImage}: an image that is here already or comes from a registry. */
public final class RemoteImageType implements PublishedType {

    private static final Schema SCHEMA = Schema.of("docker:index/remoteImage:RemoteImage");

    private final Engines engines;

    public RemoteImageType(Engines engines) {
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
        try {
            JsonNode image = store().findOrPull(call, declared.text("name"), declared.text("platform"));
            return state(image, inputs, inputs);
        } catch (EngineFailure | ResourceFailure failure) {
            throw new ResourceFailure("Unable to read Docker image into resource: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        try {
            return store().find(new Values(outputs).text("name")).map(image -> state(image, inputs, outputs));
        } catch (EngineFailure failure) {
            throw new ResourceFailure("Error reading docker image list: " + failure.getMessage(), failure);
        }
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
        Values state = new Values(outputs);
        if (state.flag("keepLocally") || store().find(state.text("name")).isEmpty()) {
            return;
        }
        String force = state.flag("forceRemove") ? "1" : "";
        try {
            engines.engine().delete(
                    "/images/" + ImageStore.path(state.text("name")) + DockerEngine.query(Map.of("force", force)));
        } catch (EngineFailure failure) {
            throw new ResourceFailure("Unable to remove Docker image: " + failure.getMessage(), failure);
        }
    }

    private ImageStore store() {
        return new ImageStore(engines.engine(), engines.logins());
    }

    private static State state(JsonNode image, Map<String, Object> inputs, Map<String, Object> known) {
        String name = new Values(known).text("name");
        String imageId = image.path("Id").asText();
        Map<String, Object> outputs = new LinkedHashMap<>(known);
        outputs.put("imageId", imageId);
        outputs.put("repoDigest", ImageStore.repoDigest(image, name));
        return new State(imageId + name, inputs, outputs);
    }
}
