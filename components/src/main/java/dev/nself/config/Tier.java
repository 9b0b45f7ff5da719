package dev.nself.config;

/** How many servers carry the platform; a running platform moves from one to the next without losing a row. */
public enum Tier implements JsonName {
    /** One server carries everything (up to about 10,000 users). */
    SINGLE("single"),
    /** The data services have a server of their own (up to about 100,000 users). */
    SPLIT("split"),
    /** A balancer, several application servers, three database members with failover. */
    REPLICATED("replicated");

    private final String json;

    Tier(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
