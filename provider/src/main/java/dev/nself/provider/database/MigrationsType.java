package dev.nself.provider.database;

import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Primary;
import dev.nself.provider.exec.Psql;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The user's SQL files, applied in order, each once; see {@code dev.nself.resource.Migrations}. */
public final class MigrationsType implements ResourceType {

    private static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            Primary.CANDIDATES,
            name("database"),
            name("superuser").orElse("postgres"),
            name("role").orElse("migrator"),
            Field.text("directory"),
            Field.textMap("files"));

    @Override
    public String token() {
        return "nself:index:Migrations";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("applied");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = FIELDS.changes(oldInputs, newInputs);
        Inputs declared = new Inputs(newInputs);
        Inputs before = new Inputs(oldOutputs);
        List<String> applied = before.texts("applied");
        Map<String, String> hashes = before.textMap("files");
        hashes.keySet().retainAll(applied);
        if (samePlace(before, declared)) {
            failIfChanged(hashes, declared.textMap("files"));
        }
        if (!applied.containsAll(declared.textMap("files").keySet())) {
            changes.put("applied", Difference.Kind.UPDATE);
        }
        // Where the folder lies on this machine says nothing about the database.
        changes.remove("directory");
        return new Difference(changes, false);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        List<String> names = new ArrayList<>(new TreeMap<>(new Inputs(newInputs).textMap("files")).keySet());
        return Outputs.of(newInputs).with("applied", names).values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        return apply(call, inputs);
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        return apply(call, newInputs);
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: migrations need no import, got id " + id
                    + "; declare them: what is applied is known to the database");
        }
        Inputs declared = new Inputs(inputs);
        Optional<Container> serving = Primary.now(declared);
        if (serving.isEmpty()) {
            call.warn("no primary is among the candidates: the migrations are not compared");
            return Optional.of(new State(id, inputs, outputs));
        }
        return switch (serving.get().presence(call)) {
            case GONE -> Optional.empty();
            case STOPPED -> Optional.of(new State(id, inputs, outputs));
            case RUNNING -> {
                List<String> applied = new ArrayList<>(declared.textMap("files").keySet());
                applied.retainAll(run(call, declared, serving.get()).applied().keySet());
                yield Optional.of(
                        new State(id, inputs, Outputs.of(inputs).with("applied", applied).values()));
            }
        };
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // What was applied stays with the data.
    }

    private static State apply(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Map<String, String> files = new TreeMap<>(declared.textMap("files"));
        MigrationRun run = run(call, declared, Primary.await(call, declared));
        Map<String, String> applied = run.applied();
        failIfChanged(applied, files);
        applied.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> call.warn("migration %s was applied, but its file is gone".formatted(name)));
        // Every file is read and looked through before the first runs.
        List<MigrationFile> pending = files.entrySet().stream()
                .filter(file -> !applied.containsKey(file.getKey()))
                .map(file -> MigrationFile.read(Path.of(declared.text("directory")), file.getKey(), file.getValue()))
                .toList();
        for (MigrationFile file : pending) {
            call.throwIfCancelled();
            call.progress("applying %s (%d of %d)".formatted(file.name(), pending.indexOf(file) + 1, pending.size()));
            run.apply(file);
        }
        String id = declared.text("container") + "/" + declared.text("database");
        return new State(
                id, inputs, Outputs.of(inputs).with("applied", List.copyOf(files.keySet())).values());
    }

    private static MigrationRun run(Call call, Inputs declared, Container primary) {
        Psql psql = new Psql(primary, declared.text("superuser"));
        return new MigrationRun(call, psql, declared.text("database"), declared.text("role"));
    }

    private static void failIfChanged(Map<String, String> applied, Map<String, String> declared) {
        declared.forEach((name, sha256) -> {
            if (!applied.getOrDefault(name, sha256).equals(sha256)) {
                throw new ResourceFailure(("files.%s: was applied already and has changed since; give it its old content"
                        + " back (git checkout) and put the change into a new file").formatted(name));
            }
        });
    }

    private static boolean samePlace(Inputs before, Inputs after) {
        return before.text("container").equals(after.text("container"))
                && before.text("dockerHost").equals(after.text("dockerHost"))
                && before.text("database").equals(after.text("database"));
    }

    private static Field name(String property) {
        return Field.textLike(property, DatabaseRolesType.NAME, DatabaseRolesType.NAME_FORM);
    }
}
