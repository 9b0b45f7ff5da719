package dev.nself.offline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.schema.Inputs;
import dev.nself.offline.schema.PublishedType;
import dev.nself.offline.schema.Schema;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code docker:index/volume:Volume}. Every change makes a new one; one that exists under its name is taken over. */
final class VolumeType implements PublishedType {

    private static final Schema SCHEMA = Schema.of("docker:index/volume:Volume");

    private final Engines engines;

    VolumeType(Engines engines) {
        this.engines = engines;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public boolean goesFirst(Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return PublishedType.keepsItsName(oldOutputs, newInputs);
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Values declared = new Values(inputs);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("Name", declared.text("name"));
        request.put("Labels", declared.labels("labels"));
        request.put("Driver", declared.text("driver"));
        request.put("DriverOpts", declared.textMap("driverOpts"));
        DockerEngine engine = engines.engine();
        try {
            String name = engine.post("/volumes/create", request).path("Name").asText();
            return new State(name, inputs, outputs(engine.get("/volumes/" + name), inputs));
        } catch (EngineFailure failure) {
            throw failure.during("Unable to create volume");
        }
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        try {
            Map<String, Object> now = outputs(engines.engine().get("/volumes/" + id), outputs);
            return Optional.of(new State(id, Inputs.refreshed(SCHEMA, inputs, now), now));
        } catch (EngineFailure failure) {
            // Also for one that is gone: data that somebody else removed is no ordinary drift, and the published
            // plugin stops there as well.
            throw failure.during("Unable to inspect volume");
        }
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        throw new ResourceFailure("volume " + id + " cannot be changed, only replaced");
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        Removed.patiently(call, "volume is in use", () -> engines.engine().delete("/volumes/" + id + "?force=1"));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static Map<String, Object> outputs(JsonNode volume, Map<String, Object> known) {
        Map<String, Object> outputs = new LinkedHashMap<>(known);
        outputs.put("name", volume.path("Name").asText());
        outputs.put("labels", Values.labelList(texts(volume.path("Labels"))));
        outputs.put("driver", volume.path("Driver").asText());
        outputs.put("driverOpts", texts(volume.path("Options")));
        outputs.put("mountpoint", volume.path("Mountpoint").asText());
        return outputs;
    }
}
