package dev.nself.provider.database;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether what declared roles, schemas and grants refer to is declared as well. */
final class References {

    private final Inputs inputs;
    private final List<Checked.Failure> failures = new ArrayList<>();

    private References(Inputs inputs) {
        this.inputs = inputs;
    }

    static List<Checked.Failure> check(Inputs inputs) {
        References references = new References(inputs);
        List<String> roles = references.names("roles");
        List<String> schemas = references.names("schemas");
        references.known("schemas", "owner", roles);
        references.known("grants", "role", roles);
        references.known("grants", "schema", schemas);
        references.once("roles", object -> object.text("name"));
        references.once("schemas", object -> object.text("name"));
        references.once("grants", object -> object.text("role") + " on " + object.text("schema"));
        return references.failures;
    }

    private List<String> names(String list) {
        if (inputs.values().get(list) == Unknown.VALUE) {
            return List.of("");
        }
        return inputs.objects(list).stream().map(object -> object.text("name")).toList();
    }

    private void known(String list, String property, List<String> allowed) {
        List<Inputs> objects = inputs.objects(list);
        for (int i = 0; i < objects.size(); i++) {
            String name = objects.get(i).text(property);
            // A name that is only known after another resource has been made reads as empty here.
            if (!name.isEmpty() && !allowed.contains("") && !allowed.contains(name)) {
                failures.add(new Checked.Failure(
                        "%s[%d].%s".formatted(list, i, property),
                        "is not declared, got %s; allowed: %s".formatted(name, String.join(", ", allowed))));
            }
        }
    }

    private void once(String list, Function<Inputs, String> identity) {
        List<String> seen = new ArrayList<>();
        List<Inputs> objects = inputs.objects(list);
        for (int i = 0; i < objects.size(); i++) {
            String name = identity.apply(objects.get(i));
            if (seen.contains(name)) {
                failures.add(new Checked.Failure("%s[%d]".formatted(list, i), "stands there twice, got " + name));
            }
            seen.add(name);
        }
    }
}
