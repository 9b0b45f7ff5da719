package dev.nself.target.docker;

import com.pulumi.core.Output;
import com.pulumi.docker.Network;
import dev.nself.model.Machine;
import dev.nself.model.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the servers of one platform know of each other: every container, and the network of those that share an engine. */
public final class Fleet {

    private final Map<String, Placed> containers = new LinkedHashMap<>();
    private Optional<Network> link = Optional.empty();

    /**
     * A container that is defined.
     *
     * @param engine address of its engine; empty for that of the environment
     * @param name what the engine calls it
     * @param id what tells it from one of that name before
     */
    record Placed(String engine, String name, Output<String> id) {}

    void add(Place place, Placed container) {
        containers.put(place.name(), container);
    }

    /** The container at that place, which must have been defined before. */
    Placed at(Place place) {
        Placed container = containers.get(place.name());
        if (container == null) {
            throw new IllegalStateException(place.name() + ": asked for before it was defined; known: " + containers.keySet());
        }
        return container;
    }

    /** The network between servers: one for all that share an engine, else one for each. */
    Network link(Machine machine, Supplier<Network> definition) {
        if (!machine.sharesEngine()) {
            return definition.get();
        }
        Network shared = link.orElseGet(definition);
        link = Optional.of(shared);
        return shared;
    }
}
