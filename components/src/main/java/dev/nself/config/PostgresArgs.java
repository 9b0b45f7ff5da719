package dev.nself.config;

import java.util.List;
import java.util.Map;

/**
 * The database.
 *
 * @param version major version; another than that of the pinned image needs an image override
 * @param database name of the application's database
 * @param extensions extensions that exist in it; one that the stock image does not bring needs an image override
 * @param tuning server parameters by name, except those that the platform sets itself
 * @param volumeGiB size in GiB of the disk that holds the data, on targets that make disks; null: the target's default
 */
public record PostgresArgs(
        @Doc("Major version; another than 17 needs an image override") String version,
        @Doc("Name of the application's database") String database,
        @Doc("Extensions of the application's database") List<String> extensions,
        @Doc("Server parameters by name, except those that the platform sets itself") Map<String, String> tuning,
        @Doc("Size of the data disk in GiB, on targets that make disks") @Range(min = 1, max = 65536) Integer volumeGiB) {

    /** Major version of the pinned image. */
    public static final String DEFAULT_VERSION = "17";

    public PostgresArgs {
        version = version == null ? DEFAULT_VERSION : version;
        database = database == null ? "nself" : database;
        extensions = Copies.list(extensions, List.of("citext", "pgcrypto", "uuid-ossp"));
        tuning = Copies.map(tuning);
    }

    /** All defaults. */
    public static PostgresArgs defaults() {
        return new PostgresArgs(null, null, null, null, null);
    }
}
