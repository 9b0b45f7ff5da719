package dev.nself.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All resources of a stack as they will be after this run, sorted by URN. What the run deletes is not among them.
 */
public record Stack(List<StackResource> resources) {

    private static final String ROOT = "pulumi:pulumi:Stack";

    public Stack {
        resources = resources.stream().sorted(Comparator.comparing(StackResource::urn)).toList();
    }

    public List<StackResource> ofType(String... types) {
        return ofType(List.of(types));
    }

    public List<StackResource> ofType(Collection<String> types) {
        return resources.stream().filter(resource -> types.contains(resource.type())).toList();
    }

    public Optional<StackResource> get(String urn) {
        return resources.stream().filter(resource -> resource.urn().equals(urn)).findFirst();
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
        return resources.stream().filter(other -> other.dependencies().contains(resource.urn())).toList();
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
