package dev.nself.model;

/**
 * A server of the plan: one Docker host.
 *
 * @param name for example {@code app1}
 * @param engine address of its Docker engine in the form of {@code dev.nself.resource.DockerEndpoint}; empty for the
 *     engine of the environment
 * @param address private address that other servers reach it at; empty where all servers share one engine
 */
public record Machine(String name, String engine, String address) {

    /** One of several servers that are told apart by name only, all on the engine of the environment. */
    public static Machine here(String name) {
        return new Machine(name, "", "");
    }

    /** Whether other servers reach it through a network of the shared engine. */
    public boolean sharesEngine() {
        return address.isEmpty();
    }

    /** Host name or address at which other servers find a service of this one. */
    public String host(String service) {
        return sharesEngine() ? Names.step(name, service) : address;
    }
}
