package dev.nself.provider.hasura;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.nself.resource.ContentHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A metadata folder applied to a running Hasura; see {@code dev.nself.resource.HasuraMetadata}. */
public final class HasuraMetadataType implements ResourceType {

    private static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            Field.textLike("adminSecret", Pattern.compile("\\S+"), "characters without blanks"),
            Field.text("directory"),
            Field.textLike("sha256", Pattern.compile("[0-9a-f]{64}"), "64 hexadecimal digits"),
            Field.text("databaseName").orElse("default"),
            Field.listOf(Field.text("keepSchemas")).orElse(List.of("auth", "storage")));

    private static final int ATTEMPTS = 10;

    /** Inputs that say how to reach Hasura: another value is no other metadata. */
    private static final List<String> WAY = List.of("adminSecret", "directory");

    @Override
    public String token() {
        return "nself:index:HasuraMetadata";
    }

    @Override
    public Set<String> secretOutputs() {
        return Set.of("adminSecret");
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("tables", "drift");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = new TreeMap<>(FIELDS.changes(oldInputs, newInputs));
        changes.remove("directory");
        if (!new Inputs(oldOutputs).texts("drift").isEmpty()) {
            changes.put("drift", Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return Outputs.of(oldOutputs).with("drift", List.of()).withAll(newInputs).values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Path folder = Path.of(declared.text("directory"));
        Map<String, Object> metadata = MetadataFolder.read(folder);
        if (!ContentHash.ofTree(folder).equals(declared.text("sha256"))) {
            throw new ResourceFailure("sha256: is not that of %s any more; run up again".formatted(folder));
        }
        HasuraApi hasura = HasuraApi.of(call, declared);
        call.progress("applying metadata of " + folder);
        KeptTables kept = new KeptTables(declared.text("databaseName"), declared.texts("keepSchemas"));
        JsonNode merged = replace(call, hasura, kept, metadata);
        return new State(
                declared.text("container") + "/metadata",
                inputs,
                Outputs.of(inputs)
                        .with("tables", KeptTables.names(merged))
                        .with("drift", List.of())
                        .values());
    }

    /** Auth may be tracking its tables at the same time: then what was merged is out of date, and is merged again. */
    private static JsonNode replace(Call call, HasuraApi hasura, KeptTables kept, Map<String, Object> metadata) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            call.throwIfCancelled();
            HasuraApi.Exported present = hasura.export();
            JsonNode merged = kept.merge(metadata, present.metadata());
            if (hasura.replace(merged, present.version())) {
                return merged;
            }
        }
        throw new ResourceFailure("hasura: its metadata changed %d times while it was replaced; see who else writes it,"
                .formatted(ATTEMPTS) + " then run up again");
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = diff(id, oldInputs, oldOutputs, newInputs).changes();
        if (WAY.containsAll(changes.keySet())) {
            return new State(id, newInputs, Outputs.of(oldOutputs).withAll(newInputs).values());
        }
        return create(call, newInputs);
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: metadata needs no import, got id " + id
                    + "; declare it: what Hasura has is replaced");
        }
        Inputs declared = new Inputs(inputs);
        return switch (Container.of(declared).presence(call)) {
            case GONE -> Optional.empty();
            case STOPPED -> Optional.of(new State(id, inputs, outputs));
            case RUNNING -> {
                List<String> lost = new ArrayList<>(new Inputs(outputs).texts("tables"));
                lost.removeAll(KeptTables.names(HasuraApi.of(call, declared).export().metadata()));
                yield Optional.of(new State(
                        id, inputs, Outputs.of(outputs).with("drift", lost).values()));
            }
        };
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The metadata lives in the database, with the data that it describes.
    }
}
