package dev.nself.config;

/**
 * The largest request bodies that the proxy takes.
 *
 * @param defaultMiB on every host but the storage's, in MiB
 * @param uploadsMiB on the storage's host, in MiB
 */
public record BodySizesArgs(
        @Doc("Largest request body in MiB, except for the storage") @Range(min = 1, max = 1024) Integer defaultMiB,
        @Doc("Largest object in MiB that one request may put into the storage") @Range(min = 1, max = 5120)
                Integer uploadsMiB) {

    public BodySizesArgs {
        defaultMiB = defaultMiB == null ? Integer.valueOf(16) : defaultMiB;
        uploadsMiB = uploadsMiB == null ? Integer.valueOf(1000) : uploadsMiB;
    }

    /** All defaults. */
    public static BodySizesArgs defaults() {
        return new BodySizesArgs(null, null);
    }
}
