package dev.nself.provider.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.State;
import dev.nself.resource.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Against a real PostgreSQL, each test in a database of its own. */
class MigrationsIT {

    private static TestContainer postgres;
    private final MigrationsType type = new MigrationsType();
    private final RecordedCall call = new RecordedCall();
    private String database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        postgres = TestContainer.postgres("migrations");
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void makeDatabase(TestInfo test) {
        database = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        Map<String, Object> roles = new HashMap<>(place());
        roles.put("roles", List.of(Map.of("name", "migrator")));
        roles.put("schemas", List.of(Map.of("name", "public", "owner", "migrator")));
        new DatabaseRolesType().create(call, roles);
        call.progress.clear();
    }

    @Test
    void filesAreAppliedInOrderOnceAndBelongToTheRole() throws IOException {
        write("002_rows.sql", "INSERT INTO posts VALUES (1), (2)");
        write("001_table.sql", "CREATE TABLE posts (id int);");

        State state = type.create(call, declared());
        type.create(call, declared());

        assertThat(postgres.sql(database, "SELECT count(*), min(tableowner) FROM posts, pg_tables WHERE tablename = 'posts'"))
                .isEqualTo("2|migrator");
        assertThat(postgres.sql(database, "SELECT string_agg(name, ',' ORDER BY applied_at) FROM nself.migrations"))
                .isEqualTo("001_table.sql,002_rows.sql");
        assertThat(call.progress).containsExactly("applying 001_table.sql (1 of 2)", "applying 002_rows.sql (2 of 2)");
        assertThat(state.outputs()).containsEntry("applied", List.of("001_table.sql", "002_rows.sql"));
    }

    @Test
    void aSecondUpHasNothingToDoAndANewFileIsAnUpdate() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        State state = type.create(call, declared());
        assertThat(type.diff(state.id(), state.inputs(), state.outputs(), declared()).changes()).isEmpty();

        write("002.sql", "CREATE TABLE b ()");
        assertThat(type.diff(state.id(), state.inputs(), state.outputs(), declared()).changes())
                .containsOnlyKeys("applied", "files");
    }

    @Test
    void aChangedAppliedFileIsNamedBeforeAnythingRuns() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        State state = type.create(call, declared());
        write("001.sql", "CREATE TABLE a (b int)");
        write("002.sql", "CREATE TABLE c ()");

        String message = "files.001.sql: was applied already and has changed since;"
                + " give it its old content back (git checkout) and put the change into a new file";
        assertThatThrownBy(() -> type.diff(state.id(), state.inputs(), state.outputs(), declared())).hasMessage(message);
        assertThatThrownBy(() -> type.create(call, declared())).hasMessage(message);
        assertThat(postgres.sql(database, "SELECT to_regclass('c') IS NULL")).isEqualTo("t");
    }

    @Test
    void aFailedFileLeavesNothingAndIsAppliedOnceMended() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        write("002.sql", "CREATE TABLE b (id int);\n\nINSERT INTO b\nSELECT missing\nFROM b;\n");

        assertThatThrownBy(() -> type.create(call, declared()))
                .hasMessageStartingWith("migration 002.sql, lines 3-5: ERROR:  column \"missing\" does not exist")
                .hasMessageEndingWith("(nothing of this file was applied)");
        assertThat(postgres.sql(database, "SELECT to_regclass('b') IS NULL")).isEqualTo("t");

        write("002.sql", "CREATE TABLE b (id int)");
        type.create(call, declared());
        assertThat(postgres.sql(database, "SELECT count(*) FROM nself.migrations")).isEqualTo("2");
    }

    @Test
    void aProblemInTheLastFileStopsTheFirst() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        write("002.sql", "\\! touch /tmp/x");

        assertThatThrownBy(() -> type.create(call, declared()))
                .hasMessageStartingWith("migration 002.sql: line 1: psql command");
        assertThat(postgres.sql(database, "SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    }

    @Test
    void statementsThatNeedNoTransactionRunOutsideOfOne() throws IOException {
        write("001.sql", "CREATE TABLE a (id int)");
        write("002.sql", "-- nself: no-transaction\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nVACUUM a;\n");

        type.create(call, declared());

        assertThat(postgres.sql(database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void anAppliedFileThatIsGoneIsAWarning() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        type.create(call, declared());
        Files.delete(folder.resolve("001.sql"));
        write("002.sql", "CREATE TABLE b ()");

        type.create(call, declared());

        assertThat(call.warnings).containsExactly("migration 001.sql was applied, but its file is gone");
    }

    @Test
    void lostDataIsSeenByARefreshAndTheFilesAreAppliedAgain() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        State state = type.create(call, declared());
        postgres.sql(database, "DROP TABLE a; DROP SCHEMA nself CASCADE");

        State found = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(found.outputs()).containsEntry("applied", List.of());
        assertThat(type.diff(state.id(), state.inputs(), found.outputs(), declared()).changes()).containsKey("applied");
        type.update(call, state.id(), state.inputs(), found.outputs(), declared());
        assertThat(postgres.sql(database, "SELECT to_regclass('a') IS NOT NULL")).isEqualTo("t");
    }

    @Test
    void aRunThatWasKilledMeanwhileIsWaitedForAndItsFileNotRunAgain() throws Exception {
        write("001.sql", "SELECT pg_sleep(3);\nCREATE TABLE slow ();");
        Thread first = new Thread(() -> {
            try {
                type.create(new RecordedCall(), declared());
            } catch (RuntimeException e) {
                // Interrupted below, as a cancelled run is.
            }
        });
        first.start();
        waitForSleep();
        first.interrupt();
        first.join();

        CompletableFuture.runAsync(() -> type.create(call, declared())).get(30, TimeUnit.SECONDS);

        assertThat(call.progress).isEmpty();
        assertThat(postgres.sql(database, "SELECT count(*) FROM nself.migrations")).isEqualTo("1");
    }

    @Test
    void aFileThatChangesAfterItsHashWasTakenIsRefused() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        Map<String, Object> declared = declared();
        write("001.sql", "CREATE TABLE b ()");

        assertThatThrownBy(() -> type.create(call, declared))
                .hasMessage("migration 001.sql: changed while pulumi ran; run up again");
    }

    @Test
    void aRoleThatDoesNotExistIsNamed() throws IOException {
        write("001.sql", "CREATE TABLE a ()");
        Map<String, Object> inputs = declared();
        inputs.put("role", "nobody");

        assertThatThrownBy(() -> type.create(call, inputs))
                .hasMessage("role: there is none named nobody in the database; declare it in DatabaseRoles");
    }

    private void waitForSleep() throws InterruptedException {
        String sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
                + " AND datname = '" + database + "'";
        for (int i = 0; i < 100 && postgres.sql("postgres", sleeping).equals("0"); i++) {
            Thread.sleep(50);
        }
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private Map<String, Object> place() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("dockerHost", "");
        inputs.put("container", postgres.name());
        inputs.put("database", database);
        inputs.put("superuser", "postgres");
        return inputs;
    }

    private Map<String, Object> declared() {
        Map<String, Object> inputs = place();
        inputs.put("role", "migrator");
        inputs.put("directory", folder.toString());
        inputs.put("files", new HashMap<String, Object>(ContentHash.ofFiles(folder, ".sql")));
        return inputs;
    }
}
