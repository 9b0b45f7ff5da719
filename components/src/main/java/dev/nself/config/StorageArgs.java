package dev.nself.config;

import java.util.List;

/**
 * Object storage.
 *
 * @param buckets private buckets that exist from the start
 * @param region the region's name that clients sign with
 */
public record StorageArgs(
        @Doc("Private buckets that exist from the start") List<String> buckets,
        @Doc("Name of the region that clients sign with") String region) {

    public StorageArgs {
        buckets = Copies.list(buckets, List.of("uploads"));
        region = region == null ? "us-east-1" : region;
    }

    /** All defaults. */
    public static StorageArgs defaults() {
        return new StorageArgs(null, null);
    }
}
