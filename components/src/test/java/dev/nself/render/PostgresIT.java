package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.Database;
import dev.nself.model.PostgresPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real PostgreSQL makes of the rendered files, and whom it lets in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresIT {
    private static final String COPY_KEY = "install -m 0600 /etc/nself/tls/privkey.pem " + PostgresConf.PRIVATE_KEY
            + " && exec docker-entrypoint.sh \"$@\"";

    private final String name = "nself-test-render-" + UUID.randomUUID().toString().substring(0, 8);
    private String image;

    @BeforeAll
    void start() throws InterruptedException {
        image = DockerCommand.imageOf("postgres");
        DockerCommand.succeed("network", "create", name);
        DockerCommand.succeed(
                "create", "--name", name, "--network", name, "--network-alias", "db", "--user", "999:999",
                "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--memory", "512m", "--shm-size", "256m",
                "-e", "POSTGRES_PASSWORD=superuser-password", "-e", "POSTGRES_DB=shop",
                "-e", "PGDATA=/var/lib/postgresql/data/pgdata",
                "-e", "POSTGRES_INITDB_ARGS=--data-checksums --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8"
                        + " --auth-local=peer --auth-host=scram-sha-256",
                "--entrypoint", "bash", image,
                "-c", COPY_KEY, "postgres", "postgres", "-c", "config_file=" + PostgresConf.PATH);
        DockerCommand.upload(name, files());
        DockerCommand.succeed("start", name);
        awaitStart();
        asSuperuser("create role app login password 'app-password'");
        asSuperuser("create role other login password 'other-password'");
        asSuperuser("create role replicator login replication password 'replicator-password'");
    }

    private static Map<String, String> files() {
        Database database = new Database(
                "shop", List.of(), List.of(), List.of(Database.Role.of("app", "s")), List.of());
        Map<String, String> files = new TreeMap<>(TestCertificate.of("example.com").files());
        files.put(PostgresConf.PATH, PostgresConf.render(new PostgresPlan(
                512, new TreeMap<>(Map.of("random_page_cost", "1.7", "log_line_prefix", "it's %m ", "jit", "on")))));
        files.put(PgHba.PATH, PgHba.render(database));
        return files;
    }

    private void awaitStart() throws InterruptedException {
        for (int second = 0; second < 120; second++) {
            if (DockerCommand.run("exec", name, "pg_isready", "-q", "-h", "127.0.0.1", "-U", "app", "-d", "shop").exit() == 0) {
                return;
            }
            Thread.sleep(500);
        }
        throw new AssertionError("postgres did not come up:\n" + DockerCommand.run("logs", name).output());
    }

    @AfterAll
    void stop() {
        DockerCommand.run("rm", "-f", "-v", name);
        DockerCommand.run("network", "rm", name);
    }

    @ParameterizedTest
    @CsvSource({
        "shared_buffers, 128MB", "effective_cache_size, 384MB", "ssl, on", "password_encryption, scram-sha-256",
        "wal_level, replica", "wal_log_hints, on", "data_checksums, on", "hot_standby, on", "max_wal_senders, 10",
        "max_replication_slots, 10", "max_slot_wal_keep_size, 4GB", "max_connections, 200", "log_connections, on",
        "default_text_search_config, pg_catalog.english", "TimeZone, UTC", "shared_preload_libraries, pg_stat_statements",
        "random_page_cost, 1.7", "jit, on"
    })
    void runsWith(String setting, String value) {
        assertThat(asSuperuser("show " + setting)).isEqualTo(value);
    }

    @Test
    void findsNoMistakeInItsFiles() {
        assertThat(asSuperuser("select count(*) from pg_hba_file_rules where error is not null")).isEqualTo("0");
        assertThat(asSuperuser("select count(*) from pg_file_settings where error is not null")).isEqualTo("0");
    }

    @Test
    void letsAServiceInWithEncryption() {
        assertThat(overNetwork("app", "app-password", "dbname=shop sslmode=require", "select current_user").output())
                .isEqualTo("app\n");
    }

    @Test
    void refusesAServiceWithoutEncryption() {
        assertThat(overNetwork("app", "app-password", "dbname=shop sslmode=disable", "select 1").output())
                .contains("no pg_hba.conf entry", "no encryption");
    }

    @Test
    void refusesAServiceInAnotherDatabase() {
        assertThat(overNetwork("app", "app-password", "dbname=postgres sslmode=require", "select 1").output())
                .contains("no pg_hba.conf entry");
    }

    @Test
    void refusesAWrongPassword() {
        assertThat(overNetwork("app", "wrong", "dbname=shop sslmode=require", "select 1").output())
                .contains("password authentication failed");
    }

    @Test
    void refusesARoleThatThePlanDoesNotName() {
        assertThat(overNetwork("other", "other-password", "dbname=shop sslmode=require", "select 1").exit()).isEqualTo(2);
    }

    @Test
    void refusesTheSuperuserFromTheNetwork() {
        assertThat(overNetwork("postgres", "superuser-password", "dbname=shop sslmode=require", "select 1").output())
                .contains("pg_hba.conf rejects connection");
    }

    @Test
    void letsAStandbyIn() {
        DockerCommand.Result system = overNetwork(
                "replicator", "replicator-password", "replication=true sslmode=require", "IDENTIFY_SYSTEM");

        assertThat(system.output()).contains("|1|");
    }

    @Test
    void logsNoErrorForAHealthCheckOfAServicesRole() {
        DockerCommand.succeed("exec", name, "pg_isready", "-q", "-h", "127.0.0.1", "-U", "app", "-d", "shop");

        assertThat(DockerCommand.run("logs", name).output().lines().filter(line -> line.contains("127.0.0.1")))
                .noneMatch(line -> line.contains("FATAL"));
    }

    private String asSuperuser(String sql) {
        return DockerCommand.succeed("exec", "-u", "postgres", name, "psql", "-XAtqd", "shop", "-c", sql);
    }

    private DockerCommand.Result overNetwork(String role, String password, String connection, String sql) {
        return DockerCommand.run(
                "run", "--rm", "--network", name, "-e", "PGPASSWORD=" + password, "--entrypoint", "psql", image,
                "-XAtqd", "host=db user=" + role + " " + connection, "-c", sql);
    }
}
