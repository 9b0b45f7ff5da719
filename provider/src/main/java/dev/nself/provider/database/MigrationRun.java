package dev.nself.provider.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Psql;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies files to one database and keeps the list of the applied ones in {@code nself.migrations}. */
record MigrationRun(Call call, Psql psql, String database, String role) {

    /** One number for all of nself's migrations in a database: two runs wait for each other. */
    private static final long LOCK = 0x6e73656c66L;

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern PLACE = Pattern.compile("psql:<stdin>:(\\d+): ");

    /** Hashes of the applied files by name. Waits for a run that still applies one. */
    Map<String, String> applied() {
        JsonNode answer = psql.query(call, database, """
                SET client_min_messages = warning;
                BEGIN;
                DO $$ BEGIN PERFORM pg_advisory_xact_lock(%d); END $$;
                CREATE SCHEMA IF NOT EXISTS nself;
                CREATE TABLE IF NOT EXISTS nself.migrations (
                  name text PRIMARY KEY,
                  sha256 text NOT NULL,
                  applied_at timestamptz NOT NULL DEFAULT now());
                SELECT json_build_object(
                  'role', EXISTS (SELECT FROM pg_roles WHERE rolname = %s),
                  'files', (SELECT coalesce(json_object_agg(name, sha256), '{}') FROM nself.migrations));
                COMMIT;
                """.formatted(LOCK, Sql.text(role)));
        if (!answer.path("role").asBoolean()) {
            throw new ResourceFailure("role: there is none named %s in the database; declare it in DatabaseRoles"
                    .formatted(role));
        }
        Map<String, String> files = new TreeMap<>();
        answer.path("files").properties().forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return files;
    }

    void apply(MigrationFile file) {
        String before = file.inTransaction()
                ? "BEGIN;\nDO $$ BEGIN PERFORM pg_advisory_xact_lock(%d); END $$;\nSET LOCAL ROLE %s;\n"
                : "DO $$ BEGIN PERFORM pg_advisory_lock(%d); END $$;\n\nSET ROLE %s;\n";
        String after = "\n;\nRESET ROLE;\nINSERT INTO nself.migrations (name, sha256) VALUES (%s, %s);\n%s"
                .formatted(Sql.text(file.name()), Sql.text(file.sha256()), file.inTransaction() ? "COMMIT;\n" : "");
        String preamble = before.formatted(LOCK, Sql.name(role));
        Duration limit = call.timeout().isZero() ? LONGEST : call.timeout();
        Command.Result result = psql.runWhole(call, database, preamble + file.content() + after, limit);
        if (result.ok()) {
            return;
        }
        // Another run, or one that was killed before this, may have applied it while this one waited.
        if (!file.sha256().equals(applied().get(file.name()))) {
            int preambleLines = (int) preamble.lines().count();
            throw new ResourceFailure(describe(file, result.errors(), preambleLines));
        }
    }

    private static String describe(MigrationFile file, String errors, int preambleLines) {
        String text = errors.strip();
        String state = file.inTransaction()
                ? "nothing of this file was applied"
                : "statements before this one were applied; make the file safe to run again (IF NOT EXISTS)";
        Matcher place = PLACE.matcher(text);
        if (!place.find()) {
            return "migration %s: %s (%s)".formatted(file.name(), text, state);
        }
        // A last statement without a semicolon ends in the line that we add.
        int lastLine = (int) file.content().lines().count();
        int line = Math.min(lastLine, Integer.parseInt(place.group(1)) - preambleLines);
        String lines = file.script()
                .endingAt(line)
                .filter(statement -> statement.firstLine() < line)
                .map(statement -> "lines %d-%d".formatted(statement.firstLine(), line))
                .orElse("line " + line);
        return "migration %s, %s: %s\n(%s)".formatted(file.name(), lines, text.substring(place.end()), state);
    }
}
