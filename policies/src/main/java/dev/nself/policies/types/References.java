package dev.nself.policies.types;

import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.Collection;
import java.util.List;

/**
 * What resources of a stack name each other.
 *
 * <p>By what a property was made from, since ids are unknown in a first preview; and by id, since one may be written
 * down. What is unknown and made from no resource of the stack is of another stack.
 */
public record References(Stack stack) {

    /** The resources of those types that a property names, be it one or a list. */
    public List<StackResource> named(StackResource resource, String property, Collection<String> types) {
        List<String> ids = ids(resource.get(property));
        List<StackResource> sources = stack.sourcesOf(resource, property);
        return stack.ofType(types).stream()
                .filter(other -> sources.contains(other) || hasId(other, ids))
                .toList();
    }

    private static List<String> ids(Value given) {
        if (given.isUnknown()) {
            return List.of();
        }
        List<Value> all = given.kind() == Value.Kind.LIST ? given.items() : List.of(given);
        return all.stream().filter(id -> !id.isUnknown()).flatMap(id -> id.text().stream()).toList();
    }

    private static boolean hasId(StackResource resource, List<String> ids) {
        Value id = resource.get("id");
        return !id.isUnknown() && id.text().filter(ids::contains).isPresent();
    }
}
