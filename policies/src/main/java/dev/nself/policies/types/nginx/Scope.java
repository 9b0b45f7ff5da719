package dev.nself.policies.types.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block with what it inherits.
 *
 * @param block the statement that opens it
 * @param outer the block it stands in; empty for {@code http}
 */
public record Scope(Directive block, Optional<Scope> outer) {

    /** What the block itself says under that name. */
    public List<Directive> own(String name) {
        return block.block().stream().filter(directive -> directive.name().equals(name)).toList();
    }

    /** What holds here: what the block says, else what the ones around it say; empty where no one says anything. */
    public List<Directive> nearest(String name) {
        List<Directive> own = own(name);
        return own.isEmpty() ? outer.map(scope -> scope.nearest(name)).orElse(List.of()) : own;
    }

    /** The one statement of that name that holds here; the last one where there are several. */
    public Optional<Directive> one(String name) {
        List<Directive> all = nearest(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** An include that could not be followed, here or around: what is not found may stand there. */
    public Optional<Directive> unseen() {
        return one("include");
    }

    /** The locations in this block, also those inside others. */
    public List<Scope> locations() {
        List<Scope> all = new ArrayList<>();
        for (Directive location : own("location")) {
            Scope scope = new Scope(location, Optional.of(this));
            all.add(scope);
            all.addAll(scope.locations());
        }
        return all;
    }

    /** Of a location: its path, name or pattern, without the modifier. */
    public String path() {
        List<String> arguments = block.arguments();
        return arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
    }

    /** Of a location: whether no request from outside comes here directly. */
    public boolean isInternal() {
        return path().startsWith("@") || !own("internal").isEmpty();
    }

    /** The statement that hands requests to another program. */
    public Optional<Directive> pass() {
        return block.block().stream().filter(directive -> directive.name().endsWith("_pass")).findFirst();
    }
}
