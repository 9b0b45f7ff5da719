package dev.nself.model;

import java.util.SortedMap;

/**
 * Settings of the database server.
 *
 * @param memoryMiB what its container may use; buffers are derived from it
 * @param tuning the user's settings, which win over derived ones
 */
public record PostgresPlan(int memoryMiB, SortedMap<String, String> tuning) {}
