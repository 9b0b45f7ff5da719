package dev.nself.model;

/**
 * A place where data of a stateful service is or may be.
 *
 * @param machine the server
 * @param service the service's name there
 * @param port where it answers other servers
 */
public record Member(Machine machine, String service, int port) {

    /** Host name or address for other servers. */
    public String host() {
        return machine.host(service);
    }

    /** Logical name of its container. */
    public String container() {
        return Names.step(machine.name(), service);
    }

    /** Logical name of the volume with that suffix. */
    public String volume(String suffix) {
        return Names.volume(machine.name(), service, suffix);
    }
}
