package dev.nself.provider.postgres;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Inputs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the names among the candidates. */
final class Candidates {

    private Candidates() {}

    static Place named(List<Place> places, String name) {
        return places.stream().filter(place -> place.name().equals(name)).findFirst().orElseThrow();
    }

    static Sighting sighting(List<Sighting> seen, Place place) {
        return seen.stream().filter(sighting -> sighting.name().equals(place.name())).findFirst().orElseThrow();
    }

    /** {@code property} holds one name or a list of them. */
    static List<Checked.Failure> check(Inputs inputs, String property) {
        List<Checked.Failure> failures = new ArrayList<>();
        List<String> names =
                inputs.objects("candidates").stream().map(place -> place.text("name")).toList();
        List<String> wanted = property.equals("members") ? inputs.texts(property) : List.of(inputs.text(property));
        if (isUnknown(inputs, property) || names.isEmpty() || names.contains("")) {
            return failures;
        }
        Set<String> found = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!found.add(names.get(i))) {
                failures.add(new Checked.Failure("candidates[" + i + "].name", "stands there twice, got " + names.get(i)));
            }
        }
        if (wanted.size() != 1) {
            failures.add(new Checked.Failure(property, "must be one, got %d; allowed: one of %s"
                    .formatted(wanted.size(), String.join(", ", names))));
        }
        wanted.stream().filter(name -> !names.contains(name)).forEach(name -> failures.add(new Checked.Failure(
                property, "is no candidate, got %s; allowed: %s".formatted(name, String.join(", ", names)))));
        return failures;
    }

    /** In a preview names may not be known yet. */
    private static boolean isUnknown(Inputs inputs, String property) {
        Object value = inputs.values().get(property);
        return value == Unknown.VALUE || value instanceof List<?> list && list.contains(Unknown.VALUE);
    }
}
