package dev.nself.policies.types;

import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.List;

/** Finds what speaks of a resource in one of its properties. */
public final class Mentions {

    private Mentions() {}

    /**
     * Whether one of these speaks of the resource.
     *
     * <p>Where none is found and one of them may, since nobody knows yet what it says, reading it ends the check as
     * unknown.
     *
     * @param property of those that speak
     * @param name the property of the resource that they say
     */
    public static boolean exist(
            Stack stack, List<StackResource> all, String property, StackResource resource, String name) {
        if (all.stream().anyMatch(one -> speaksOf(stack, one, property, resource, name))) {
            return true;
        }
        all.stream().filter(one -> stack.sourcesOf(one, property).isEmpty()).forEach(one -> one.get(property).text());
        return false;
    }

    private static boolean speaksOf(
            Stack stack, StackResource one, String property, StackResource resource, String name) {
        Value said = one.get(property);
        Value own = resource.get(name);
        return stack.sourcesOf(one, property).contains(resource)
                || !said.isUnknown() && !own.isUnknown() && said.text().isPresent() && said.text().equals(own.text());
    }
}
