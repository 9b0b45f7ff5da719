package dev.nself.provider.postgres;

import dev.nself.provider.exec.Container;
import dev.nself.provider.postgres.Sighting.Standing;
import dev.nself.provider.route.LiveFile;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Where the primary of the platform is, and the way to it; see {@code dev.nself.resource.PgPrimary}. */
public final class PgPrimaryType implements ResourceType {

    private static final Fields FIELDS = fields();

    private final Steps steps;

    public PgPrimaryType() {
        this(Steps.NONE);
    }

    /** For tests, which end a run at a step. */
    PgPrimaryType(Steps steps) {
        this.steps = steps;
    }

    @Override
    public String token() {
        return "nself:index:PgPrimary";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("primary", "systemIdentifier", "drift");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = FIELDS.check(newInputs);
        List<Checked.Failure> failures = new ArrayList<>(checked.failures());
        if (failures.isEmpty()) {
            failures.addAll(Candidates.check(new Inputs(checked.inputs()), "members"));
        }
        return new Checked(checked.inputs(), failures);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = FIELDS.changes(oldInputs, newInputs);
        if (!new Inputs(oldOutputs).texts("drift").isEmpty()) {
            changes.put("drift", Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public void foretell(Call call, Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Inputs before = new Inputs(oldInputs);
        Inputs after = new Inputs(newInputs);
        String from = before.texts("members").get(0);
        String to = after.texts("members").get(0);
        if (!from.equals(to)) {
            // What was declared before is known as a whole; of what is new some may not be yet.
            Forecast.of(call, Cluster.of(before), Candidates.named(Place.all(before), from),
                            Candidates.named(Place.all(after), to), !before.objects("poolers").isEmpty())
                    .lines()
                    .forEach(call::info);
        }
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Object identifier = oldOutputs.get("systemIdentifier");
        List<String> members = new Inputs(newInputs).texts("members");
        return Outputs.of(newInputs)
                .with("systemIdentifier", identifier)
                .with("primary", members.isEmpty() ? oldOutputs.get("primary") : members.get(0))
                .with("drift", List.of())
                .values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        List<Place> places = Place.all(declared);
        Place member = Candidates.named(places, declared.texts("members").get(0));
        Sighting serving = new Switchover(
                        call, Cluster.of(declared), places, member, Pooler.all(declared), routes(declared), steps)
                .run();
        Outputs outputs = Outputs.of(inputs)
                .with("primary", serving.name())
                .with("systemIdentifier", serving.systemIdentifier())
                .with("drift", List.of());
        return new State("primary", inputs, outputs.values());
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
            throw new ResourceFailure("import: the primary needs no import, got id " + id
                    + "; declare it: what serves is found");
        }
        Inputs declared = new Inputs(inputs);
        List<Sighting> seen = new Observer(call, Cluster.of(declared)).all(Place.all(declared));
        Optional<Sighting> unclear = seen.stream()
                .filter(sighting -> sighting.is(Standing.UNREACHABLE) || sighting.is(Standing.UNKNOWN))
                .findFirst();
        if (unclear.isPresent()) {
            call.warn("%s: %s; where the primary is, is not compared"
                    .formatted(unclear.get().name(), unclear.get().why()));
            return Optional.of(new State(id, inputs, outputs));
        }
        List<Sighting> primaries =
                seen.stream().filter(sighting -> sighting.is(Standing.PRIMARY)).toList();
        Outputs found = Outputs.of(outputs).with("drift", drift(declared, seen, primaries));
        if (primaries.size() == 1) {
            found.with("primary", primaries.get(0).name())
                    .with("systemIdentifier", primaries.get(0).systemIdentifier());
        }
        return Optional.of(new State(id, inputs, found.values()));
    }

    /** Data are never removed with what points at them. */
    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The way and the roles go with the containers.
    }

    private static List<String> drift(Inputs declared, List<Sighting> seen, List<Sighting> primaries) {
        List<String> drift = new ArrayList<>();
        String member = declared.texts("members").get(0);
        if (primaries.size() != 1 || !primaries.get(0).name().equals(member)) {
            drift.add("%s is not the only primary".formatted(member));
        }
        seen.stream().filter(sighting -> sighting.is(Standing.PRIMARY) && sighting.fenced())
                .forEach(sighting -> drift.add(sighting.name() + " is fenced"));
        for (LiveFile route : routes(declared)) {
            if (runs(route.container()) && !route.isApplied()) {
                drift.add("%s in %s is not as declared".formatted(route.path(), route.container().name()));
            }
        }
        for (Pooler pooler : Pooler.all(declared)) {
            if (runs(pooler.container()) && isPaused(pooler)) {
                drift.add("%s is paused".formatted(pooler.container().name()));
            }
        }
        return drift;
    }

    private static boolean runs(Container container) {
        // One that does not is the matter of the resource that stands for it.
        return container.inspect().map(found -> found.path("State").path("Running").asBoolean()).orElse(false);
    }

    private static boolean isPaused(Pooler pooler) {
        try (Pooler.Console console = pooler.open()) {
            return console.isPaused();
        }
    }

    private static List<LiveFile> routes(Inputs declared) {
        return declared.objects("routes").stream().map(LiveFile::of).toList();
    }

    private static Fields fields() {
        List<Field> fields = new ArrayList<>(Cluster.FIELDS);
        fields.add(Field.oneOf("kind", List.of("plain")).orElse("plain"));
        fields.add(Field.listOf(Place.named("members")));
        fields.add(Field.objects("poolers", Pooler.FIELDS).orElse(List.of()));
        fields.add(Field.objects("routes", LiveFile.FIELDS).orElse(List.of()));
        return new Fields(fields);
    }
}
