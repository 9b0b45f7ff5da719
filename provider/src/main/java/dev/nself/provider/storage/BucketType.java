package dev.nself.provider.storage;

import dev.nself.provider.exec.Command;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Private buckets and their user in a MinIO container; see {@code dev.nself.resource.Bucket}. */
public final class BucketType implements ResourceType {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Field BUCKETS = Field.listOf(Field.textLike(
            "buckets",
            Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
            "3 to 63 characters of a-z, 0-9, . and -, at both ends a letter or digit"));
    private static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            BUCKETS,
            Field.textLike("accessKey", Pattern.compile("[a-z0-9-]{3,64}"), "3 to 64 characters of a-z, 0-9 and -"),
            // MinIO takes at most 40 characters; other than these would need quoting in the URLs that mc reads.
            Field.textLike("secretKey", Pattern.compile("[A-Za-z0-9]{8,40}"), "8 to 40 letters and digits"),
            Field.textLike("authority", Pattern.compile("(/[A-Za-z0-9._-]+)+"), "an absolute path of plain characters").optional(),
            Field.textLike("rootUser", Pattern.compile("[A-Za-z0-9-]{3,64}"), "3 to 64 letters, digits and -").optional(),
            Field.textLike("rootPassword", Pattern.compile("[A-Za-z0-9]{8,64}"), "8 to 64 letters and digits")
                    .optional());

    @Override
    public String token() {
        return "nself:index:Bucket";
    }

    @Override
    public Set<String> secretOutputs() {
        return Set.of("secretKey", "rootPassword");
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("drift");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = new TreeMap<>(FIELDS.changes(oldInputs, newInputs));
        if (!new Inputs(oldOutputs).texts("drift").isEmpty()) {
            changes.put("drift", Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return Outputs.of(newInputs).with("drift", List.of()).values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        call.progress("making buckets " + String.join(", ", declared.texts("buckets")));
        run(declared, MinioScript.ensure(declared));
        String id = declared.text("container") + "/" + declared.text("accessKey");
        return new State(id, inputs, Outputs.of(inputs).with("drift", List.of()).values());
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        State state = create(call, newInputs);
        Inputs before = new Inputs(oldInputs);
        Inputs after = new Inputs(newInputs);
        boolean renamed = !before.text("accessKey").equals(after.text("accessKey"));
        if (renamed && Container.of(before).equals(Container.of(after))) {
            run(after, MinioScript.removeUser(after, before.text("accessKey")));
        }
        return state;
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: buckets need no import, got id " + id
                    + "; declare them: what exists is taken over");
        }
        Inputs declared = new Inputs(inputs);
        return switch (Container.of(declared).presence(call)) {
            case GONE -> Optional.empty();
            case STOPPED -> Optional.of(new State(id, inputs, outputs));
            case RUNNING -> Optional.of(
                    new State(id, inputs, Outputs.of(inputs).with("drift", drift(declared)).values()));
        };
    }

    /** Removes the user. Buckets stay with their objects. */
    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        Inputs declared = new Inputs(inputs);
        if (Container.of(declared).presence(call) == Container.Presence.RUNNING) {
            run(declared, MinioScript.removeUser(declared, declared.text("accessKey")));
        }
    }

    private static List<String> drift(Inputs declared) {
        return exec(declared, MinioScript.check(declared)).output().lines().toList();
    }

    private static void run(Inputs declared, String script) {
        exec(declared, script);
    }

    private static Command.Result exec(Inputs declared, String script) {
        Command.Result result = Container.of(declared).exec("", List.of("sh", "-s"), script, LIMIT);
        if (!result.ok()) {
            throw new ResourceFailure("buckets %s: %s"
                    .formatted(String.join(", ", declared.texts("buckets")), result.errors().strip()));
        }
        return result;
    }
}
