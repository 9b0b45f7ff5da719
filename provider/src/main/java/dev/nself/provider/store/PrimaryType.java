package dev.nself.provider.store;

import dev.nself.provider.exec.Container;
import dev.nself.provider.route.LiveFile;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a store is: one resource in every tier, whose update moves the running store and all of its data.
 *
 * <p>What is done follows from what is found, not from the state alone: a run that was cut off is finished by the next.
 */
public abstract class PrimaryType implements ResourceType {

    private static final String MEMBERS = "members";
    private static final String CANDIDATES = "candidates";
    private static final String ROUTES = "routes";
    private static final String PRIMARY = "primary";
    private static final String DRIFT = "drift";

    private final Fields fields;

    /** A type with the inputs that all stores have and some of its own. */
    protected PrimaryType(Field... own) {
        List<Field> all = new ArrayList<>(List.of(
                Member.field(MEMBERS),
                Member.field(CANDIDATES),
                Field.objects(ROUTES, LiveFile.FIELDS).orElse(List.of())));
        all.addAll(List.of(own));
        fields = new Fields(all);
    }

    /** Makes the target the one that serves, with all the data; {@code places} is what was found at the candidates. */
    protected abstract void settle(Call call, Inputs inputs, Member target, Optional<Place> holder, List<Place> places);

    /** What to call the store in messages. */
    protected abstract String store();

    /** Whether the member, whose volume has no mark, holds data of users. */
    protected abstract boolean filled(Call call, Inputs inputs, Member member);

    @Override
    public final Set<String> computedOutputs() {
        return Set.of(PRIMARY, DRIFT);
    }

    @Override
    public final Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = fields.check(newInputs);
        List<Checked.Failure> failures = new ArrayList<>(checked.failures());
        if (failures.isEmpty()) {
            failures.addAll(MemberLists.check(checked.inputs(), MEMBERS, CANDIDATES));
        }
        return new Checked(checked.inputs(), failures);
    }

    @Override
    public final Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = new TreeMap<>(fields.changes(oldInputs, newInputs));
        Inputs seen = new Inputs(oldOutputs);
        if (!seen.texts(DRIFT).isEmpty()) {
            changes.put(DRIFT, Difference.Kind.UPDATE);
        }
        if (!seen.text(PRIMARY).equals(name(newInputs))) {
            changes.put(PRIMARY, Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public final void foretell(Call call, Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        String from = name(oldInputs);
        String to = name(newInputs);
        if (!from.equals(to)) {
            call.info("data: %s moves from %s to %s; its volume on %s stays".formatted(store(), from, to, from));
        }
    }

    @Override
    public final Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Map<String, Object> outputs = outputs(newInputs, name(newInputs), List.of());
        if (name(newInputs).isEmpty()) {
            outputs.put(PRIMARY, Unknown.VALUE);
        }
        return outputs;
    }

    @Override
    public final State create(Call call, Map<String, Object> inputs) {
        return settle(call, "", inputs);
    }

    @Override
    public final State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        return settle(call, new Inputs(oldOutputs).text(PRIMARY), newInputs);
    }

    @Override
    public final Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: %s needs no import, got id %s; declare it: what exists is taken over"
                    .formatted(store(), id));
        }
        Inputs declared = new Inputs(inputs);
        List<Place> places = Survey.of(call, members(declared, CANDIDATES), member -> false);
        // A volume that cannot be seen now may still be the one: then what was known stays.
        String primary = places.stream()
                .filter(place -> place.says(Mark.Kind.PRIMARY))
                .map(Place::name)
                .findFirst()
                .orElse(new Inputs(outputs).text(PRIMARY));
        return Optional.of(new State(id, inputs, outputs(inputs, primary, drift(call, declared))));
    }

    @Override
    public final void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The data stay where they are, and the routes serve whoever is left.
    }

    /** The files to write, in the order of their declaration. */
    protected static List<LiveFile> routes(Inputs inputs) {
        return inputs.objects(ROUTES).stream().map(LiveFile::of).toList();
    }

    private State settle(Call call, String last, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Member target = members(declared, MEMBERS).get(0);
        List<Place> places = Survey.of(call, members(declared, CANDIDATES), member -> filled(call, declared, member));
        settle(call, declared, target, Holder.of(store(), target.name(), last, places), places);
        return new State(store(), inputs, outputs(inputs, target.name(), List.of()));
    }

    private static List<String> drift(Call call, Inputs declared) {
        return routes(declared).stream()
                .filter(route -> route.container().presence(call) == Container.Presence.RUNNING)
                .filter(route -> !route.isApplied())
                .map(route -> "route %s in %s is another".formatted(route.path(), route.container().name()))
                .toList();
    }

    private static Map<String, Object> outputs(Map<String, Object> inputs, String primary, List<String> drift) {
        return Outputs.of(inputs).with(PRIMARY, primary).with(DRIFT, drift).values();
    }

    private static List<Member> members(Inputs inputs, String list) {
        return inputs.objects(list).stream().map(Member::of).toList();
    }

    private static String name(Map<String, Object> inputs) {
        return new Inputs(inputs).objects(MEMBERS).stream().map(member -> member.text("name")).findFirst().orElse("");
    }
}
