package dev.nself.model.proxy;

/** Who answers a browser's cross-origin questions for a host. */
public enum Cors {
    /**
     * The service itself (Hasura, Auth): its headers pass. The proxy speaks only where the service did not answer, so
     * that a browser can read a 429 or 502.
     */
    SERVICE,
    /** The proxy, for the plan's origins: the service's own headers are dropped and it sees no preflight. */
    PROXY
}
