package dev.nself.model;

/** Where a container's image comes from. */
public sealed interface ImageSource {

    /** An image of a registry, or one of that name that the engine already has. */
    record Published(String reference) implements ImageSource {}

    /** An image built from a folder with a {@code Dockerfile}; a changed file makes a new image. */
    record Built(String folder) implements ImageSource {}
}
