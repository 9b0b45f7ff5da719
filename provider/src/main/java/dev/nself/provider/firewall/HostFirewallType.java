package dev.nself.provider.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Container;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The packet filter of a server; see {@code dev.nself.resource.HostFirewall}. */
public final class HostFirewallType implements ResourceType {

    private static final String DRIFT = "drift";
    private static final String IN_FORCE = "inForce";
    private static final Fields FIELDS = Fields.of(
            Field.text("host").replacing(),
            Engine.DOCKER_HOST,
            Field.text("image"),
            Container.CONTAINER,
            Field.oneOf("defaultPolicy", List.of("drop")).orElse("drop"),
            Field.anyText("address").orElse(""),
            Field.listOf(Field.whole("sshPorts", 1, 65_535)).orElse(List.of(22.0)),
            Field.objects("rules", Ruleset.RULE),
            Field.textMap("labels").orElse(Map.of()));

    @Override
    public String token() {
        return "nself:index:HostFirewall";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of(DRIFT, IN_FORCE);
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = FIELDS.check(newInputs);
        List<Checked.Failure> failures = new ArrayList<>(checked.failures());
        if (failures.isEmpty()) {
            failures.addAll(Ruleset.check(new Inputs(checked.inputs())));
        }
        return new Checked(checked.inputs(), failures);
    }

    /** The chains have one name on every server: those of the old one go first. */
    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = FIELDS.changes(oldInputs, newInputs);
        if (!new Inputs(oldOutputs).texts(DRIFT).isEmpty()) {
            changes.put(DRIFT, Difference.Kind.UPDATE);
        }
        return new Difference(changes, true);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return Outputs.of(newInputs).with(DRIFT, List.of()).with(IN_FORCE, Unknown.VALUE).values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        FirewallContainer firewall = new FirewallContainer(new Inputs(inputs));
        String variant = firewall.variant();
        firewall.run(variant);
        if (!firewall.confirm(call)) {
            throw shutOut(inputs);
        }
        return state(inputs, firewall.status());
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        FirewallContainer firewall = new FirewallContainer(new Inputs(newInputs));
        String variant = firewall.variant();
        // Two would undo each other's work. The rules themselves stay in force meanwhile.
        firewall.removeContainer(new Inputs(oldInputs).text("container"));
        firewall.run(variant);
        if (!firewall.confirm(call)) {
            restore(call, variant, oldInputs, newInputs);
            throw shutOut(newInputs);
        }
        return state(newInputs, firewall.status());
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: a host firewall needs no import, got id " + id + "; declare it");
        }
        FirewallContainer firewall = new FirewallContainer(new Inputs(inputs));
        Optional<JsonNode> found = firewall.container().inspect();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Outputs read = Outputs.of(inputs).with(IN_FORCE, List.of());
        if (!found.get().path("State").path("Running").asBoolean()) {
            return Optional.of(new State(id, inputs, read.with(DRIFT, List.of("its container does not run")).values()));
        }
        List<String> status = firewall.status();
        List<String> drift = new ArrayList<>(lines(status, "problem "));
        if (status.contains("refused")) {
            drift.add("the rules were undone, since nobody confirmed that the engine was still reached");
        }
        if (!firewall.isAsDeclared(found.get())) {
            drift.add("its container keeps other rules");
        }
        return Optional.of(new State(
                id, inputs, read.with(IN_FORCE, lines(status, "open ")).with(DRIFT, drift).values()));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        FirewallContainer firewall = new FirewallContainer(new Inputs(inputs));
        String variant = firewall.variant();
        firewall.removeContainer();
        firewall.removeRules(variant);
    }

    private static State state(Map<String, Object> inputs, List<String> status) {
        Outputs outputs = Outputs.of(inputs).with(DRIFT, List.of()).with(IN_FORCE, lines(status, "open "));
        return new State(new Inputs(inputs).text("container"), inputs, outputs.values());
    }

    private static List<String> lines(List<String> status, String word) {
        return status.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .distinct()
                .toList();
    }

    /** The earlier rules are in force again by themselves; here they get their container back. */
    private static void restore(Call call, String variant, Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Map<String, Object> earlier = new LinkedHashMap<>(oldInputs);
        earlier.put("dockerHost", newInputs.get("dockerHost"));
        FirewallContainer firewall = new FirewallContainer(new Inputs(earlier));
        firewall.run(variant);
        firewall.confirm(call);
    }

    private static ResourceFailure shutOut(Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        return new ResourceFailure(("rules: with them the engine of %s could not be reached any more, got dockerHost %s and"
                + " sshPorts %s; they were undone; add the port by which the server itself is reached to sshPorts")
                .formatted(declared.text("host"), declared.text("dockerHost"), declared.texts("sshPorts")));
    }
}
