package dev.nself.provider.postgres;

import dev.nself.provider.exec.Shell;
import dev.nself.provider.exec.VolumeName;
import dev.nself.provider.postgres.SeedDecision.Outcome;
import dev.nself.provider.postgres.Sighting.Standing;
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
import java.util.regex.Pattern;

/** A member's volume, made ready before its container starts; see {@code dev.nself.resource.PgSeed}. */
public final class PgSeedType implements ResourceType {

    private static final Fields FIELDS = fields();

    @Override
    public String token() {
        return "nself:index:PgSeed";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("volume");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = FIELDS.check(newInputs);
        List<Checked.Failure> failures = new ArrayList<>(checked.failures());
        if (failures.isEmpty()) {
            failures.addAll(Candidates.check(new Inputs(checked.inputs()), "member"));
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
        Cluster cluster = Cluster.of(declared);
        List<Place> places = Place.all(declared);
        Place member = Candidates.named(places, declared.text("member"));
        if (!volume(member).exists()) {
            throw new ResourceFailure("volume %s: is not there, and must be made by its own resource; run refresh, then up"
                    .formatted(member.volume()));
        }
        List<Sighting> seen = new Observer(call, cluster).all(places);
        Outcome outcome = decision(call, cluster, places, member, seen).outcome();
        switch (outcome.kind()) {
            case REFUSE -> throw new ResourceFailure(outcome.why());
            case FRESH -> call.progress("no data anywhere: %s begins a new cluster".formatted(member.name()));
            case LEAVE -> keep(cluster, member, Candidates.sighting(seen, member));
            case SEED, SEED_ANEW -> new Seeding(
                            call, cluster, member, Candidates.named(places, outcome.other()),
                            declared.text("network"), declared.text("authorityPem"))
                    .run(outcome.kind() == SeedDecision.Kind.SEED_ANEW);
        }
        return new State(member.name(), inputs, Outputs.of(inputs).with("volume", member.volume()).values());
    }

    /** Checks again; whoever changes its place or its password gets what the new one needs. */
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
            throw new ResourceFailure("import: a seed needs no import, got id " + id + "; declare it: data that are there stay");
        }
        Inputs declared = new Inputs(inputs);
        // A new volume must be seeded again before anything starts on it.
        boolean there = volume(Candidates.named(Place.all(declared), declared.text("member"))).exists();
        return there ? Optional.of(new State(id, inputs, outputs)) : Optional.empty();
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The data stay with their volume.
    }

    /** A standby reads the password anew with every connection. */
    private static void keep(Cluster cluster, Place member, Sighting own) {
        if (own.is(Standing.STANDBY)) {
            try (Shell shell = Shell.in(member.container(), cluster.superuser())) {
                shell.expect("writing the password file",
                        "set -eu\ncd " + cluster.dataPath() + "\n" + Standby.passFile(cluster), Server.LIMIT);
            }
        } else if (own.is(Standing.STOPPED) && own.follower()) {
            new Volume(cluster, member).change("writing the password file", Standby.passFile(cluster));
        }
    }

    private static SeedDecision decision(
            Call call, Cluster cluster, List<Place> places, Place member, List<Sighting> seen) {
        List<String> served = seen.stream()
                .filter(sighting -> sighting.is(Standing.PRIMARY))
                .map(primary -> new Slot(call, cluster, Candidates.named(places, primary.name())))
                .filter(slot -> slot.serves(member))
                .map(slot -> member.name())
                .toList();
        return new SeedDecision(seen, member.name(), served, places.stream().map(Place::address).toList());
    }

    private static VolumeName volume(Place member) {
        return new VolumeName(member.container().dockerHost(), member.volume());
    }

    private static Fields fields() {
        List<Field> fields = new ArrayList<>(Cluster.FIELDS);
        fields.add(Place.named("member"));
        fields.add(Field.textLike(
                "network", Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*"), "the name of a network on the member's engine"));
        fields.add(Field.text("authorityPem"));
        return new Fields(fields);
    }
}
