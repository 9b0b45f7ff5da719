package dev.nself.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All resources of a stack as they will be after this run, sorted by URN. What the run deletes is not among them.
 */
public final class Stack {

    private static final String ROOT = "pulumi:pulumi:Stack";

    private final List<StackResource> resources;
    private final Map<String, StackResource> byUrn = new HashMap<>();
    private final Map<String, List<StackResource>> dependents = new HashMap<>();

    public Stack(List<StackResource> resources) {
        this.resources = resources.stream().sorted(Comparator.comparing(StackResource::urn)).toList();
        for (StackResource resource : this.resources) {
            byUrn.putIfAbsent(resource.urn(), resource);
            for (String urn : new HashSet<>(resource.dependencies())) {
                dependents.computeIfAbsent(urn, first -> new ArrayList<>()).add(resource);
            }
        }
    }

    public List<StackResource> resources() {
        return resources;
    }

    public List<StackResource> ofType(String... types) {
        return ofType(List.of(types));
    }

    public List<StackResource> ofType(Collection<String> types) {
        return resources.stream().filter(resource -> types.contains(resource.type())).toList();
    }

    public Optional<StackResource> get(String urn) {
        return Optional.ofNullable(byUrn.get(urn));
    }

    /** The stack itself; its properties are the stack's outputs. */
    public Optional<StackResource> root() {
        return ofType(ROOT).stream().findFirst();
    }

    public List<StackResource> childrenOf(StackResource parent) {
        return resources.stream().filter(resource -> resource.parent().equals(parent.urn())).toList();
    }

    /** What names this one among its dependencies. */
    public List<StackResource> dependentsOf(StackResource resource) {
        return List.copyOf(dependents.getOrDefault(resource.urn(), List.of()));
    }

    /** What that one property was made from. */
    public List<StackResource> sourcesOf(StackResource resource, String property) {
        List<String> urns = resource.propertyDependencies().getOrDefault(property, List.of());
        return urns.stream().flatMap(urn -> get(urn).stream()).toList();
    }

    /** The parents from the nearest to the stack itself. */
    public List<StackResource> ancestorsOf(StackResource resource) {
        return Stream.iterate(get(resource.parent()), Optional::isPresent, parent -> get(parent.orElseThrow().parent()))
                .limit(resources.size())
                .map(Optional::orElseThrow)
                .toList();
    }
}
