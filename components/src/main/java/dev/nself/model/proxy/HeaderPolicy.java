package dev.nself.model.proxy;

/**
 * The security headers of a host. {@link #STRICT} is the rule; every other constant is an exception with its reason.
 *
 * <p>All of them send HSTS, nosniff, Referrer-Policy and Permissions-Policy alike; they differ in the
 * Content-Security-Policy and in who may frame the page.
 */
public enum HeaderPolicy {
    /** Answers are data, never a page: a browser that is shown one may load and run nothing. */
    STRICT("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", "DENY"),

    /**
     * Files that users uploaded: they may be shown, with their own images and styles, but a script in one runs nowhere.
     */
    OBJECTS(
            "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; form-action 'none';"
                    + " frame-ancestors 'none'; sandbox",
            "DENY"),

    /**
     * Functions and custom services: the policy that the service sends is kept; one that sends none gets this, which
     * suffices for a page with its own files only.
     */
    SERVICE(
            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
            "SAMEORIGIN"),

    /** Hasura's console: inline scripts, an editor that evaluates code, and assets from Hasura's own server. */
    HASURA_CONSOLE(
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' https://graphql-engine-cdn.hasura.io;"
                    + " style-src 'self' 'unsafe-inline' https://graphql-engine-cdn.hasura.io"
                    + " https://fonts.googleapis.com; font-src 'self' data: https://graphql-engine-cdn.hasura.io"
                    + " https://fonts.gstatic.com; img-src 'self' data: https://graphql-engine-cdn.hasura.io;"
                    + " connect-src 'self' https://graphql-engine-cdn.hasura.io; worker-src 'self' blob:;"
                    + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
            "DENY"),

    /** The admin interface: a Next.js application, which starts from inline scripts. */
    ADMIN_UI(
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; base-uri 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; object-src 'none'",
            "DENY"),

    /** Mailpit: shows a mail in a frame of its own, with the mail's styles and pictures. */
    MAILPIT_UI(
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
                    + " img-src * data: blob:; font-src 'self' data:; media-src 'self'; frame-src 'self' blob:;"
                    + " base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
            "SAMEORIGIN"),

    /** MinIO's console: inline styles, pictures and previews from memory. */
    STORAGE_CONSOLE(
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:;"
                    + " worker-src 'self' blob:; frame-src 'self' blob:; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; object-src 'none'",
            "DENY");

    private final String contentSecurityPolicy;
    private final String frameOptions;

    HeaderPolicy(String contentSecurityPolicy, String frameOptions) {
        this.contentSecurityPolicy = contentSecurityPolicy;
        this.frameOptions = frameOptions;
    }

    /** The value of {@code Content-Security-Policy}. */
    public String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    /** The value of {@code X-Frame-Options}: {@code DENY} or {@code SAMEORIGIN}. */
    public String frameOptions() {
        return frameOptions;
    }

    /** Whether a Content-Security-Policy that the service sends goes before this one. */
    public boolean serviceGoesFirst() {
        return this == SERVICE;
    }
}
