package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.database.DatabaseRolesType;
import dev.nself.provider.database.MigrationsType;
import dev.nself.provider.rpc.State;
import dev.nself.resource.ContentHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases are set up where the primary is, whichever container is declared. */
class CandidatesIT {

    @TempDir
    private Path files;

    private TestCluster cluster;
    private final RecordedCall call = new RecordedCall();

    @AfterEach
    void remove() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void rolesAndMigrationsGoToTheOneThatIsNotInRecovery() throws Exception {
        cluster = TestCluster.of("candidates", files, "app1", "db1");
        cluster.startFirst("app1");
        new PgSeedType().create(call, cluster.seedOf("db1"));
        cluster.start("db1");

        DatabaseRolesType roles = new DatabaseRolesType();
        State state = roles.create(call, declared("shop", Map.of("roles", List.of(
                Map.of("name", "migrator", "databasePrivileges", List.of("CREATE")),
                Map.of("name", "streamer", "password", "secret", "databasePrivileges", List.of(), "replication", true)))));
        Files.createDirectories(files.resolve("sql"));
        Files.writeString(files.resolve("sql/001.sql"), "CREATE SCHEMA made_here;");
        MigrationsType migrations = new MigrationsType();
        State applied = migrations.create(call, declared("shop", Map.of(
                "role", "migrator", "directory", files.resolve("sql").toString(), "files",
                Map.of("001.sql", ContentHash.ofFiles(files.resolve("sql"), ".sql").get("001.sql")))));

        assertThat(cluster.sql("app1", "shop", "SELECT count(*) FROM pg_namespace WHERE nspname = 'made_here'")).isEqualTo("1");
        assertThat(cluster.sql("app1", "SELECT rolreplication FROM pg_roles WHERE rolname IN ('migrator', 'streamer') ORDER BY rolname"))
                .isEqualTo("f\nt");
        assertThat(roles.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow().outputs())
                .isEqualTo(state.outputs());
        assertThat(migrations.read(call, applied.id(), applied.inputs(), applied.outputs()).orElseThrow().outputs())
                .isEqualTo(applied.outputs());

        cluster.sql("app1", "ALTER ROLE streamer NOREPLICATION");
        assertThat(roles.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow().outputs())
                .containsEntry("drift", List.of("role streamer is missing or has other attributes"));

        TestCluster.docker("stop", cluster.container("app1"));
        assertThat(roles.read(call, state.id(), state.inputs(), state.outputs())).contains(state);
        assertThat(call.warnings).containsExactly("no primary is among the candidates: the database is not compared");
    }

    /** The declared container is the standby. */
    private Map<String, Object> declared(String database, Map<String, Object> more) {
        Map<String, Object> inputs = new HashMap<>(more);
        inputs.put("dockerHost", "");
        inputs.put("container", cluster.container("db1"));
        inputs.put("candidates", List.of(
                Map.of("container", cluster.container("db1")), Map.of("dockerHost", "", "container", cluster.container("app1"))));
        inputs.put("database", database);
        inputs.put("superuser", "postgres");
        return inputs;
    }
}
