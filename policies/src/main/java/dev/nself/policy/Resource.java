package dev.nself.policy;

import java.util.Objects;

/**
 * A resource as the engine sees it: its inputs in a resource policy, its outputs in a stack policy.
 *
 * @param urn the engine's name of it, unique in a stack
 * @param type the type token, for example {@code docker:index/container:Container}
 * @param name the logical name
 * @param properties a map
 */
public record Resource(String urn, String type, String name, Value properties, ResourceOptions options) {

    public Resource {
        Objects.requireNonNull(urn, "urn");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(options, "options");
    }

    /** The property of that name, absent where there is none. */
    public Value get(String property) {
        return properties.get(property);
    }

    /** The same with other properties. */
    public Resource withProperties(Value others) {
        return new Resource(urn, type, name, others, options);
    }
}
