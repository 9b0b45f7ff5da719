package dev.nself.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A resource among all of a stack.
 *
 * @param resource with its outputs
 * @param parent URN of its parent; empty for the stack itself
 * @param dependencies URNs of all that it depends on
 * @param propertyDependencies the same by property
 */
public record StackResource(
        Resource resource, String parent, List<String> dependencies, Map<String, List<String>> propertyDependencies) {

    public StackResource {
        dependencies = List.copyOf(dependencies);
        propertyDependencies = Collections.unmodifiableMap(new TreeMap<>(propertyDependencies));
    }

    /** One that depends on nothing. */
    public static StackResource of(Resource resource) {
        return new StackResource(resource, resource.options().parent(), List.of(), Map.of());
    }

    public String urn() {
        return resource.urn();
    }

    public String type() {
        return resource.type();
    }

    public String name() {
        return resource.name();
    }

    /** The output of that name, absent where there is none. */
    public Value get(String property) {
        return resource.get(property);
    }
}
