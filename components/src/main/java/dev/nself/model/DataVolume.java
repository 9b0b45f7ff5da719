package dev.nself.model;

/**
 * A named volume that outlives its container and its stack.
 *
 * @param suffix what is told from other volumes of the service, for example {@code data}
 * @param path where the container sees it
 */
public record DataVolume(String suffix, String path) {}
