package dev.nself.model;

/** The services of the platform; each has one component and one row in the image map. */
public enum ServiceKind {
    POSTGRES("postgres"),
    REDIS("redis"),
    STORAGE("storage"),
    HASURA("hasura"),
    AUTH("auth"),
    FUNCTIONS("functions"),
    ADMIN("admin"),
    MAILPIT("mailpit"),
    POOLER("pgbouncer"),
    DATA_PROXY("haproxy"),
    ACME("lego"),
    CUSTOM("custom"),
    PROXY("nginx");

    private final String image;

    ServiceKind(String image) {
        this.image = image;
    }

    /** Its key in the image map; custom services bring their own image. */
    public String image() {
        return image;
    }
}
