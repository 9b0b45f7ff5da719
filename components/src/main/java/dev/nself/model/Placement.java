package dev.nself.model;

/**
 * A step and the server where it happens.
 *
 * @param server for example {@code app1}
 * @param step what to make there
 */
public record Placement(String server, Step step) {}
