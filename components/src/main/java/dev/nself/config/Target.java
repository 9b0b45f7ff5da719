package dev.nself.config;

/** Where the servers are. */
public enum Target implements JsonName {
    /** The Docker engine of this machine. */
    LOCAL("local"),
    /** Docker engines on machines that exist already. */
    SERVERS("servers"),
    /** Virtual machines that are made on AWS. */
    AWS("aws"),
    /** A Kubernetes cluster. */
    KUBERNETES("kubernetes");

    private final String json;

    Target(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
