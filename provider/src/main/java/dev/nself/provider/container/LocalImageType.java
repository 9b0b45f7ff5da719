package dev.nself.provider.container;

import dev.nself.provider.exec.Image;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.schema.Outputs;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An image that is on the engine already; see {@code dev.nself.resource.LocalImage}. */
public final class LocalImageType implements ResourceType {

    private static final String IMAGE_ID = "imageId";
    private static final Fields FIELDS = Fields.of(Image.DOCKER_HOST, Image.NAME);

    @Override
    public String token() {
        return "nself:index:LocalImage";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of(IMAGE_ID);
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    /** A tag that was moved needs no change here: a refresh puts the new id where containers read it. */
    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return FIELDS.diff(oldInputs, newInputs);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return Outputs.of(newInputs).with(IMAGE_ID, Unknown.VALUE).values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Image image = Image.of(new Inputs(inputs));
        String found = image.id().orElseThrow(() -> new ResourceFailure(
                "name: the engine has no such image, got %s; load it with docker load --input FILE, it is never pulled"
                        .formatted(image.name())));
        return new State(image.name(), inputs, Outputs.of(inputs).with(IMAGE_ID, found).values());
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
            throw new ResourceFailure("import: an image of the engine needs no import, got id " + id + "; declare it");
        }
        return Image.of(new Inputs(inputs))
                .id()
                .map(found -> new State(id, inputs, Outputs.of(inputs).with(IMAGE_ID, found).values()));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // Whoever put the image there keeps it.
    }
}
