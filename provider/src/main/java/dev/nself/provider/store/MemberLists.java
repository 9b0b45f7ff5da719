package dev.nself.provider.store;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.schema.Inputs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the lists of members and candidates owe each other. */
final class MemberLists {

    private MemberLists() {}

    static List<Checked.Failure> check(Map<String, Object> inputs, String members, String candidates) {
        List<Checked.Failure> failures = new ArrayList<>();
        if (!(inputs.get(members) instanceof List<?> serving) || !(inputs.get(candidates) instanceof List<?> all)) {
            // Known only once something else is made.
            return failures;
        }
        if (serving.size() != 1) {
            failures.add(new Checked.Failure(members, "must be one, got %d; allowed: 1; name the server that is to hold the data"
                    .formatted(serving.size())));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String name = Inputs.of(all.get(i)).text("name");
            if (!name.isEmpty() && !names.add(name)) {
                failures.add(new Checked.Failure("%s[%d].name".formatted(candidates, i),
                        "must be unique, got %s a second time".formatted(name)));
            }
        }
        for (int i = 0; i < serving.size(); i++) {
            String name = Inputs.of(serving.get(i)).text("name");
            if (!name.isEmpty() && !names.contains(name)) {
                List<String> allowed = names.stream().sorted().toList();
                failures.add(new Checked.Failure("%s[%d].name".formatted(members, i),
                        "must be among the candidates, got %s; allowed: %s".formatted(name, allowed)));
            }
        }
        return failures;
    }
}
