package dev.nself.model;

/**
 * The only place that puts names together.
 *
 * <p>Logical names are part of every URN, so they hold neither stack nor tier nor target: what stays
 * through a change of tier keeps its URN. Physical names hold the stack, so that several stacks share a machine.
 */
public final class Names {

    private final String stack;

    public Names(String stack) {
        this.stack = stack;
    }

    /** Logical name of a step on a server, for example {@code app1-hasura}. */
    public static String step(String server, String step) {
        return server + "-" + step;
    }

    /** Logical name of one of several equal containers; the first has the service's own name. */
    public static String replica(String service, int number) {
        return number == 1 ? service : service + "-" + number;
    }

    /** Logical name of a volume, for example {@code app1-postgres-data}. */
    public static String volume(String server, String service, String suffix) {
        return step(server, service) + "-" + suffix;
    }

    /** Logical name of a network, for example {@code app1-data}. */
    public static String network(String server, Network network) {
        return server + "-" + network.label();
    }

    /** What the engine itself calls a thing, for example {@code nself-local-app1-hasura}. */
    public String physical(String logical) {
        return "nself-" + stack + "-" + logical;
    }

    public String stack() {
        return stack;
    }
}
