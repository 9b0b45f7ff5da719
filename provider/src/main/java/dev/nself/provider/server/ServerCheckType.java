package dev.nself.provider.server;

import dev.nself.provider.exec.Engine;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.schema.Outputs;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether servers can carry a stack; see {@code dev.nself.resource.ServerCheck}. */
public final class ServerCheckType implements ResourceType {

    private static final String FOUND = "found";

    private static final Pattern ADDRESS = Pattern.compile("|\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    private static final Fields SERVER = Fields.of(
            Field.textLike("name", Pattern.compile("[a-z0-9][a-z0-9-]*"), "lower-case letters, digits, hyphens"),
            Engine.DOCKER_HOST,
            Field.textLike("address", ADDRESS, "an IP address, or nothing for a server that no other one talks to")
                    .orElse(""),
            Field.listOf(Field.whole("ports", 1, 65_535)).optional(),
            Field.whole("diskGiB", 0, 1_048_576).optional(),
            Field.whole("memoryMiB", 0, 1_073_741_824).optional());

    private static final Fields FIELDS = Fields.of(
            Field.objects("servers", SERVER),
            Field.text("stack"),
            Field.textLike("architecture", Pattern.compile("linux/[a-z0-9]+"), "linux/amd64, linux/arm64"),
            Field.text("image"));

    private final Clock clock;

    /** @param clock this machine's, which the servers' clocks are compared with */
    public ServerCheckType(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String token() {
        return "nself:index:ServerCheck";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of(FOUND);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return Outputs.of(newInputs).with(FOUND, Unknown.VALUE).values();
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return FIELDS.diff(oldInputs, newInputs);
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Map<String, String> found = new Preflight(new Inputs(inputs), clock, call).run();
        return new State("checked", inputs, Outputs.of(inputs).with(FOUND, found).values());
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
            throw new ResourceFailure("import: a check of servers needs no import, got id " + id + "; declare it");
        }
        // What was found was true when it was looked at; a server that changed since is no drift of anything declared.
        return Optional.of(new State(id, inputs, outputs));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // Nothing was made.
    }
}
