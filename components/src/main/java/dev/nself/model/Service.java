package dev.nself.model;

import java.util.List;
import java.util.Optional;

/** One program of the platform. Adapters know these two kinds and no service by name. */
public sealed interface Service extends Step {

    ServiceKind kind();

    Container container();

    @Override
    default String name() {
        return container().name();
    }

    @Override
    default String owner() {
        return name();
    }

    @Override
    default List<String> after() {
        return container().after();
    }

    /**
     * Keeps nothing; may run more than once.
     *
     * @param replicas how many containers run on each of its servers, 1 or more
     */
    record Stateless(ServiceKind kind, Container container, int replicas) implements Service {}

    /**
     * Keeps data in volumes that are never deleted with it; runs once on a server.
     *
     * @param seed how a new member comes to its data; empty for a service that begins with none
     */
    record Stateful(ServiceKind kind, Container container, List<DataVolume> volumes, Optional<Seed> seed) implements Service {

        public Stateful {
            volumes = List.copyOf(volumes);
        }
    }
}
