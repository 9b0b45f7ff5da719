package dev.nself.config;

/** What a server is for; the tier says which roles it needs. */
public enum ServerRole implements JsonName {
    /** The proxy and whatever keeps no data: Hasura, Auth, Functions, the user's own services. */
    APP("app"),
    /** PostgreSQL, Redis and the object storage. */
    DB("db"),
    /** The balancer before the application servers. */
    LB("lb"),
    /** Monitoring. */
    OPS("ops");

    private final String json;

    ServerRole(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
