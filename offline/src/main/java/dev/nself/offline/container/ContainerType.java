package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.schema.Comparison;
import dev.nself.offline.schema.Inputs;
import dev.nself.offline.schema.PublishedType;
import dev.nself.offline.schema.Schema;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code docker:index/container:Container}, with the life cycle of the published plugin, its oddities included. */
public final class ContainerType implements PublishedType {

    private static final Schema SCHEMA = Schema.of("docker:index/container:Container");

    /** A program that cannot run ends within this time; the published plugin waits as long. */
    private static final Duration FIRST_MOMENTS = Duration.ofMillis(100);

    private final Engines engines;

    /** When this process last started a container; before it has, a stopped one counts as gone. */
    private volatile Instant lastStart = Instant.MAX;

    public ContainerType(Engines engines) {
        this.engines = engines;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public boolean goesFirst(Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return true;
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Values declared = new Values(inputs);
        Creation creation = new Creation(engines, declared);
        String id = creation.create(call);
        Map<String, Object> known = new LinkedHashMap<>(inputs);
        Optional<JsonNode> healthy;
        try {
            creation.connectAndUpload(id);
            if (declared.flag("start")) {
                lastStart = Instant.now();
            }
            healthy = creation.start(call, id);
            creation.attach(id).ifPresent(logs -> known.put("containerLogs", logs));
        } catch (EngineFailure | ResourceFailure failure) {
            // The half-made container goes into the state; a refresh removes it there and on the engine.
            throw new ResourceFailure(failure.getMessage(), failure, new State(id, inputs, inputs));
        }
        if (declared.flag("start") && healthy.isEmpty()) {
            Sleep.of(FIRST_MOMENTS);
        }
        JsonNode running = healthy.or(() -> lookAgain(id, known))
                .orElseThrow(() -> new ResourceFailure("container " + id + " is gone right after its creation"));
        return new State(id, inputs, Reading.of(SCHEMA, running, known));
    }

    private Optional<JsonNode> lookAgain(String id, Map<String, Object> state) {
        try {
            return new LookAgain(engines.engine(), new Values(state)).at(id, lastStart);
        } catch (EngineFailure failure) {
            throw failure.during("container " + id + " cannot be read");
        }
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        return lookAgain(id, outputs).map(container -> {
            Map<String, Object> now = Reading.of(SCHEMA, container, outputs);
            return new State(container.path("Id").asText(), Inputs.refreshed(SCHEMA, inputs, now), now);
        });
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        Set<String> changed = Comparison.of(SCHEMA, oldOutputs, newInputs).keySet();
        if (Limits.PROPERTIES.stream().anyMatch(changed::contains)) {
            try {
                engines.engine().post("/containers/" + id + "/update", Limits.update(new Values(newInputs)));
            } catch (EngineFailure failure) {
                throw failure.during("Unable to update a container");
            }
        }
        // The others that need no new container are only noted, as the published plugin does it: a changed health check
        // reaches the engine with the container's next replacement.
        return new State(id, newInputs, previewUpdate(oldInputs, oldOutputs, newInputs));
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Map<String, Object> outputs = new LinkedHashMap<>(oldOutputs);
        Comparison.of(SCHEMA, oldOutputs, newInputs).keySet().forEach(outputs::remove);
        newInputs.forEach(outputs::put);
        return outputs;
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        new Removal(engines.engine(), new Values(outputs)).of(id);
    }
}
