package dev.nself.model;

/**
 * A shared volume in a container.
 *
 * @param volume name of the {@link Step.SharedVolume} that makes it
 * @param path where the container sees it
 * @param readOnly whether the container may only read it
 */
public record Mount(String volume, String path, boolean readOnly) {}
