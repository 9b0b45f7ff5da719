package dev.nself.provider.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Psql;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;

/** What must be right before data are copied: version, room, and the order of letters. */
record Preflight(Call call, Cluster cluster, Place member, Place primary) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Room for what the copy grows by while it is made. */
    private static final double ROOM = 1.2;

    /** Pairs of a JSON object: bytes of all databases, and of the write-ahead log. */
    static final String SIZES = "'databases', (SELECT sum(pg_database_size(oid)) FROM pg_database),"
            + " 'log', (SELECT coalesce(sum(size), 0) FROM pg_ls_waldir())";

    private static final String ASK = """
            SELECT json_build_object(
              'version', current_setting('server_version_num')::int / 10000,
              %s,
              'collations', (SELECT coalesce(json_agg(DISTINCT jsonb_build_object(
                  'provider', datlocprovider, 'collate', datcollate,
                  'locale', to_jsonb(d) ->> CASE WHEN to_jsonb(d) ? 'datlocale' THEN 'datlocale' ELSE 'daticulocale' END,
                  'version', datcollversion)), '[]')
                FROM pg_database d WHERE datcollversion IS NOT NULL AND datlocprovider IN ('c', 'i')))
            """.formatted(SIZES);

    /** Bytes that must be free for a copy of databases and a log of these sizes. */
    static long needed(long databases, long log) {
        return Math.round(databases * ROOM) + log;
    }

    /** Returns the bytes to copy. */
    long check(Shell shell) {
        JsonNode facts = new Psql(primary.container(), cluster.superuser()).query(call, "postgres", ASK);
        version(shell, facts.path("version").asInt());
        long bytes = facts.path("databases").asLong();
        room(shell, needed(bytes, facts.path("log").asLong()));
        facts.path("collations").forEach(collation -> collation(shell, collation));
        return bytes;
    }

    private void version(Shell shell, int running) {
        String words = shell.expect("asking the image for its version", "postgres -V", LIMIT);
        String image = words.replaceAll("^\\D*(\\d+).*$", "$1");
        if (!image.equals(Integer.toString(running))) {
            throw new ResourceFailure(("image: of %s is PostgreSQL %s, and %s runs %d; a physical copy needs the same"
                    + " major version").formatted(member.name(), image, primary.name(), running));
        }
    }

    private void room(Shell shell, long needed) {
        String free = shell.expect("asking for free space", "df -Pk %s | sed -n 2p".formatted(cluster.dataPath()), LIMIT);
        long bytes = Long.parseLong(free.strip().split("\\s+")[3]) * 1024;
        if (bytes < needed) {
            throw new ResourceFailure("%s: volume %s has %d MB free; needed: %d MB (1.2 times the databases, and the log)"
                    .formatted(member.name(), member.volume(), bytes >> 20, needed >> 20));
        }
    }

    /** Another version sorts differently: every index on text is silently wrong. Asked of a small cluster of its own. */
    private void collation(Shell shell, JsonNode collation) {
        boolean icu = collation.path("provider").asText().equals("i");
        String locale = icu
                ? "--locale-provider=icu --locale=C --icu-locale='%s'".formatted(plain(collation.path("locale").asText()))
                : "--locale-provider=libc --locale='%s'".formatted(plain(collation.path("collate").asText()));
        String answer = shell.expect("asking the image how it sorts", """
                set -eu
                rm -rf /tmp/collation
                initdb -D /tmp/collation -A reject --no-sync -E UTF8 %s >/dev/null
                echo "SELECT 'sorts:' || coalesce(datcollversion, '') AS v FROM pg_database WHERE datname = 'template1'" \\
                  | postgres --single -D /tmp/collation template1 2>/dev/null
                rm -rf /tmp/collation
                """.formatted(locale), LIMIT);
        String version = answer.replaceAll("(?s)^.*v = \"sorts:([^\"]*)\".*$", "$1");
        String expected = collation.path("version").asText();
        if (!version.equals(expected)) {
            throw new ResourceFailure(("image: of %s sorts text of locale %s by version %s, and the indexes of %s were"
                    + " built by %s; use the same image in every tier (tag and distribution)").formatted(
                            member.name(), collation.path("collate").asText(), version, primary.name(), expected));
        }
    }

    private static String plain(String locale) {
        if (!locale.matches("[A-Za-z0-9._@-]+")) {
            throw new ResourceFailure("database: its locale cannot be used, got " + locale);
        }
        return locale;
    }
}
