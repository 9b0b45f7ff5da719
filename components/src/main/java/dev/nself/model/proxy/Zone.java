package dev.nself.model.proxy;

/**
 * The rate limit that a host falls under.
 *
 * <p>Every zone counts requests per client address. {@link #API} and {@link #FUNCTIONS} count per bearer token too, so
 * that one user behind many addresses is limited as well.
 */
public enum Zone {
    /** GraphQL. */
    API,
    /** Sign-up, sign-in, tokens: slow on purpose, since passwords are tried here. */
    AUTH,
    /** Object storage: only writing methods count, downloads are never slowed down. */
    UPLOADS,
    /** Functions of the user. */
    FUNCTIONS,
    /** Everything else: web interfaces, custom services. */
    GENERAL
}
