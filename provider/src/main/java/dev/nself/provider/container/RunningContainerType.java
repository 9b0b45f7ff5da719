package dev.nself.provider.container;

import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.State;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.schema.Outputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Limits and health of a container; see {@code dev.nself.resource.RunningContainer}. */
public final class RunningContainerType implements ResourceType {

    private static final int MOST = 4_194_304;
    private static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            Field.text("containerId"),
            Field.whole("memoryMiB", 6, MOST).optional(),
            Field.whole("reservationMiB", 6, MOST).optional(),
            Field.whole("pids", 1, MOST).optional(),
            Field.fraction("cpus", 0, 1024).optional(),
            Field.whole("healthySeconds", 1, 86_400).optional(),
            Field.flag("optional").optional());

    /** An output that says what a refresh saw; nobody declares it. */
    private static final String RUNNING = "running";

    @Override
    public String token() {
        return "nself:index:RunningContainer";
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = new TreeMap<>(FIELDS.changes(oldInputs, newInputs));
        // A refresh puts what the engine has into the outputs: that is the drift.
        FIELDS.changes(oldOutputs, newInputs).forEach(changes::putIfAbsent);
        if (Boolean.FALSE.equals(oldOutputs.get(RUNNING))) {
            changes.putIfAbsent(RUNNING, Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Container container = Container.of(declared);
        List<String> options = Limits.options(declared);
        if (!options.isEmpty()) {
            container.update(options);
        }
        declared.number("healthySeconds").ifPresent(seconds -> {
            container.start();
            Health health = new Health(container, call);
            Duration limit = Duration.ofSeconds(seconds.longValue());
            if (declared.flag("optional")) {
                health.awaitWorkingOrWarn(limit);
            } else {
                health.awaitWorking(limit);
            }
        });
        return new State(declared.text("container"), inputs, Outputs.of(inputs).with(RUNNING, true).values());
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
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: a running container needs no import, got id " + id + "; declare them");
        }
        Inputs declared = new Inputs(inputs);
        return Container.of(declared).inspect().map(container -> {
            Outputs found = Outputs.of(inputs).with("containerId", container.path("Id").asText());
            Limits.found(declared, container).forEach(found::with);
            found.with(RUNNING, container.path("State").path("Running").asBoolean());
            return new State(id, inputs, found.values());
        });
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // They go with the container; to lift them from one that stays serves nobody.
    }
}
