package dev.nself.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The database: a version and extensions that the image has, and parameters that the server takes. */
final class PostgresRules {
    private static final List<String> VERSIONS = List.of("15", "16", "17", "18");

    /** A hyphen or capital would need quotes in every statement that names the database. */
    private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** What the Debian package of PostgreSQL 17, which the published image installs, has in its extension folder. */
    private static final Set<String> STOCK = Set.of(
            "amcheck", "autoinc", "bloom", "btree_gin", "btree_gist", "citext", "cube", "dblink", "dict_int",
            "dict_xsyn", "earthdistance", "file_fdw", "fuzzystrmatch", "hstore", "insert_username", "intagg",
            "intarray", "isn", "lo", "ltree", "moddatetime", "pageinspect", "pg_buffercache", "pg_freespacemap",
            "pg_prewarm", "pg_stat_statements", "pg_surgery", "pg_trgm", "pg_visibility", "pg_walinspect", "pgcrypto",
            "pgrowlocks", "pgstattuple", "plpgsql", "postgres_fdw", "refint", "seg", "sslinfo", "tablefunc", "tcn",
            "tsm_system_rows", "tsm_system_time", "unaccent", "uuid-ossp", "xml2");

    private static final Map<String, String> OTHER_NAMES = Map.of("pgvector", "vector", "uuid_ossp", "uuid-ossp");

    private PostgresRules() {}

    static void check(PlatformArgs args, Problems problems) {
        PostgresArgs postgres = args.postgres();
        boolean ownImage = args.services().postgres().image() != null
                || args.images().overrides().containsKey(PlatformService.POSTGRES.image());
        checkVersion(postgres.version(), ownImage, problems);
        if (!DATABASE.matcher(postgres.database()).matches()) {
            problems.add("postgres.database", "must be 1 to 63 lower-case letters, digits and underscores",
                    postgres.database(), null);
        } else if (Set.of("postgres", "template0", "template1").contains(postgres.database())) {
            problems.add("postgres.database", "must not be one of the server's own databases", postgres.database(), null);
        }
        checkExtensions(postgres.extensions(), ownImage, problems);
        postgres.tuning().forEach((name, value) ->
                PostgresParameters.check(name, value, ownImage, postgres.extensions(), problems));
    }

    private static void checkVersion(String version, boolean ownImage, Problems problems) {
        if (!VERSIONS.contains(version)) {
            problems.add("postgres.version", "must be one of " + String.join(", ", VERSIONS), version,
                    "it is the major version alone; pin a minor one with services.postgres.image");
        } else if (!version.equals(PostgresArgs.DEFAULT_VERSION) && !ownImage) {
            problems.add("postgres.version", "must be " + PostgresArgs.DEFAULT_VERSION + " with the pinned image",
                    version, "set services.postgres.image to an image of version " + version);
        }
    }

    private static void checkExtensions(List<String> extensions, boolean ownImage, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < extensions.size(); index++) {
            String name = extensions.get(index);
            String path = Paths.item("postgres.extensions", index);
            if (name == null) {
                continue;
            }
            if (!seen.add(name)) {
                problems.add(path, "must be unique", name, "remove one of them");
            } else if (!name.matches("[a-z_][a-z0-9_-]{0,62}")) {
                problems.add(path, "must be an extension's name in lower case", name, null);
            } else if (!ownImage && !STOCK.contains(name)) {
                problems.add(path, "must be an extension of the pinned image", name, notStock(name));
            }
        }
    }

    private static String notStock(String name) {
        if (OTHER_NAMES.containsKey(name)) {
            String real = OTHER_NAMES.get(name);
            return "the extension is called " + real
                    + (STOCK.contains(real) ? "" : " and needs services.postgres.image with an image that has it");
        }
        return Nearest.to(name, STOCK)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("set services.postgres.image to an image that has it");
    }
}
