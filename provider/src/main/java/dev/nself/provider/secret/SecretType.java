package dev.nself.provider.secret;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A secret, made once and kept in the state.
 *
 * <p>Another kind, length or keeper makes another secret. An import's id says where the value is: {@code env:NAME} or
 * {@code file:PATH}; never the value itself, for ids are plain in the state and on command lines.
 */
public final class SecretType implements ResourceType {

    private static final Fields FIELDS = Fields.of(
            Field.oneOf("kind", SecretKind.names()).replacing(),
            Field.whole("length", 8, 4096).optional().replacing(),
            Field.textMap("keepers").optional().replacing());

    @Override
    public String token() {
        return "nself:index:Secret";
    }

    @Override
    public Set<String> secretOutputs() {
        return Set.of("value");
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("value", "publicKey");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = FIELDS.check(newInputs);
        if (!checked.failures().isEmpty() || !(newInputs.get("kind") instanceof String kind)) {
            return checked;
        }
        SecretKind known = SecretKind.of(kind);
        checked.inputs().putIfAbsent("length", (double) known.standardLength());
        List<Checked.Failure> failures = new ArrayList<>();
        if (checked.inputs().get("length") instanceof Double length && !known.allows(length.intValue())) {
            failures.add(new Checked.Failure(
                    "length",
                    "cannot be used for kind %s, got %d; allowed: %s"
                            .formatted(kind, length.intValue(), known.allowedLengths())));
        }
        return new Checked(checked.inputs(), failures);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return FIELDS.diff(oldInputs, newInputs);
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Material made = SecretKind.of(declared.text("kind")).make(declared.whole("length"));
        return new State(UUID.randomUUID().toString(), inputs, outputs(inputs, made));
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (!outputs.isEmpty()) {
            return Optional.of(new State(id, inputs, outputs));
        }
        Imported imported = SecretKind.recognise(importedValue(id));
        Map<String, Object> found =
                Map.of("kind", imported.kind().text(), "length", (double) imported.length());
        return Optional.of(new State(UUID.randomUUID().toString(), found, outputs(found, imported.material())));
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        throw new ResourceFailure("secret: every change makes another secret; run up again");
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // It lives in the state alone.
    }

    private static String importedValue(String id) {
        String place = id.replaceFirst("^(env|file):", "");
        String value = null;
        if (id.startsWith("env:")) {
            value = System.getenv(place);
        } else if (id.startsWith("file:")) {
            value = content(Path.of(place));
        }
        if (value == null || value.isBlank()) {
            throw new ResourceFailure("import id: finds no secret, got " + (place.equals(id) ? "another form" : id)
                    + "; allowed: env:NAME of a variable that pulumi runs with, file:PATH");
        }
        return value.strip();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ResourceFailure("import id: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> outputs(Map<String, Object> inputs, Material material) {
        return Outputs.of(inputs)
                .with("value", material.value())
                .with("publicKey", material.publicKey())
                .values();
    }
}
