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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's own word that containers are healthy; see {@code dev.nself.resource.HealthyContainers}. */
public final class HealthyContainersType implements ResourceType {

    private static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Field.listOf(Field.text("containers")),
            Field.listOf(Field.text("containerIds")),
            Field.whole("seconds", 1, 86_400));

    @Override
    public String token() {
        return "nself:index:HealthyContainers";
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return new Difference(FIELDS.changes(oldInputs, newInputs), false);
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        List<String> names = declared.texts("containers");
        Duration limit = Duration.ofSeconds(declared.number("seconds").orElseThrow().longValue());
        for (String name : names) {
            new Health(new Container(declared.text("dockerHost"), name), call).awaitHealthy(limit);
        }
        return new State("healthy", inputs, inputs);
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
            throw new ResourceFailure("import: healthy containers need no import, got id " + id + "; declare them");
        }
        // A container that is gone or changed is seen by the resource that stands for it.
        return Optional.of(new State(id, inputs, outputs));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // Nothing was made.
    }
}
