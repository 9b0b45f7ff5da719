package dev.nself.model;

/** The networks of a server. A container joins only those that it needs. */
public enum Network {
    /** The proxy alone; the only network from which ports are published. */
    EDGE(false),
    /** Services that the proxy reaches, and that may call out. */
    APP(false),
    /** Databases and stores, with no way out. */
    DATA(true),
    /** What speaks with its like on other servers; each has the name of its server and its own in it. */
    LINK(false);

    private final boolean internal;

    Network(boolean internal) {
        this.internal = internal;
    }

    /** Whether the network has no route to anything outside it. */
    public boolean internal() {
        return internal;
    }

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
