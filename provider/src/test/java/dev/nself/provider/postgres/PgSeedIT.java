package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.exec.Command;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Volumes made ready beside a primary that runs at app1 all the time; each test begins with an empty db1. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class PgSeedIT {

    @TempDir
    private static Path files;

    private static TestCluster cluster;
    private final PgSeedType seed = new PgSeedType();
    private final RecordedCall call = new RecordedCall();

    @BeforeAll
    static void startPrimary() {
        cluster = TestCluster.of("seed", files, "app1", "db1");
        new PgSeedType().create(new RecordedCall(), cluster.seedOf("app1"));
        cluster.startFirst("app1");
        cluster.sql("app1", "app", "CREATE TABLE filler AS SELECT i, repeat('x', 500) FROM generate_series(1, 50000) i");
    }

    @AfterAll
    static void remove() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void emptyDb1() {
        cluster.remove("db1");
        cluster.removeHelper("db1");
        TestCluster.docker("volume", "rm", "-f", cluster.container("db1"));
        TestCluster.docker("volume", "create", cluster.container("db1"));
        cluster.sql("app1", "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    }

    @Test
    void copiesTheRunningPrimaryAndTheMemberComesUpAsItsStandby() {
        State state = seed.create(call, cluster.seedOf("db1"));
        cluster.start("db1");

        assertThat(state.outputs()).containsEntry("volume", cluster.container("db1"));
        assertThat(call.progress).anyMatch(line -> line.matches("db1: (seeded \\d+ % of \\d+ MB, \\d+ MB/s|copying \\d+ MB from app1)"));
        assertThat(call.infos).containsExactly("db1 has the data of app1");
        cluster.await("db1", "SELECT status FROM pg_stat_wal_receiver", "streaming");
        cluster.sql("app1", "app", "CREATE TABLE IF NOT EXISTS later AS SELECT 1");
        assertThat(cluster.sql("app1", "SELECT application_name || ssl FROM pg_stat_replication JOIN pg_stat_ssl USING (pid)"))
                .isEqualTo("db1true");
        assertThat(cluster.sql("db1", "app", "SELECT count(*) FROM filler")).isEqualTo("50000");
        assertThat(cluster.sql("app1", "SELECT slot_name || active FROM pg_replication_slots")).isEqualTo("nself_db1true");
    }

    @Test
    void theReplicationPasswordIsInItsFileOnly() {
        seed.create(call, cluster.seedOf("db1"));
        cluster.start("db1");

        assertThat(exec("grep -rl replication-secret /var/lib/postgresql/data /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null"))
                .isEqualTo("/var/lib/postgresql/data/replication.pgpass");
        assertThat(exec("stat -c %a /var/lib/postgresql/data/replication.pgpass")).isEqualTo("600");
        assertThat(cluster.sql("db1", "SHOW primary_conninfo")).contains("sslmode=verify-ca").doesNotContain("password");
    }

    @Test
    void aRotatedPasswordReachesTheStandby() {
        State state = seed.create(call, cluster.seedOf("db1"));
        cluster.start("db1");
        Map<String, Object> rotated = cluster.seedOf("db1");
        rotated.put("replicationPassword", "another-secret");

        seed.update(call, state.id(), state.inputs(), state.outputs(), rotated);

        assertThat(exec("cat /var/lib/postgresql/data/replication.pgpass")).isEqualTo("*:*:*:replicator:another-secret");
    }

    @Test
    void aSeedThatWasCutOffIsRepeatedAndKeepsItsSlot() {
        inVolume("mkdir pgdata.tmp && echo 17 >pgdata.tmp/PG_VERSION && mkdir pgdata.stale");
        cluster.sql("app1", "SELECT pg_create_physical_replication_slot('nself_db1', true)");
        String slot = cluster.sql("app1", "SELECT restart_lsn FROM pg_replication_slots");
        TestCluster.docker("run", "-d", "--name", cluster.container("db1") + "-data", "-v", cluster.container("db1") + ":/v",
                "--entrypoint", "sleep", TestCluster.IMAGE, "1000");

        seed.create(call, cluster.seedOf("db1"));

        assertThat(inVolume("ls -A")).isEqualTo("pgdata\nreplication.pgpass");
        assertThat(cluster.sql("app1", "SELECT restart_lsn >= '%s' FROM pg_replication_slots".formatted(slot))).isEqualTo("t");
        cluster.start("db1");
        cluster.await("db1", "SELECT status FROM pg_stat_wal_receiver", "streaming");
    }

    @Test
    void aCopyThatWasNotStartedYetIsNotMadeTwice() {
        seed.create(call, cluster.seedOf("db1"));
        RecordedCall again = new RecordedCall();

        seed.create(again, cluster.seedOf("db1"));

        assertThat(again.infos).isEmpty();
        cluster.start("db1");
        cluster.await("db1", "SELECT status FROM pg_stat_wal_receiver", "streaming");
    }

    @Test
    void dataThatThePrimaryHasAllOfAreSeededAnew() {
        seed.create(call, cluster.seedOf("db1"));
        cluster.start("db1");
        TestCluster.docker("stop", cluster.container("db1"));
        cluster.remove("db1");
        cluster.sql("app1", "SELECT pg_drop_replication_slot('nself_db1')");
        inVolume("touch pgdata/of-the-earlier-generation");
        cluster.sql("app1", "app", "CREATE TABLE IF NOT EXISTS meanwhile AS SELECT 1");

        seed.create(call, cluster.seedOf("db1"));

        assertThat(call.progress).contains("removing the earlier data of db1, which app1 has all of");
        assertThat(inVolume("ls pgdata")).doesNotContain("of-the-earlier-generation");
        cluster.start("db1");
        cluster.await("db1", "SELECT status FROM pg_stat_wal_receiver", "streaming");
    }

    @Test
    void dataThatWentAnotherWayAreRefusedAndNotTouched() {
        seed.create(call, cluster.seedOf("db1"));
        cluster.start("db1");
        cluster.await("db1", "SELECT status FROM pg_stat_wal_receiver", "streaming");
        cluster.sql("db1", "SELECT pg_promote()");
        cluster.sql("db1", "app", "CREATE TABLE written_here_only AS SELECT 1");
        TestCluster.docker("stop", cluster.container("db1"));
        cluster.remove("db1");

        assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1")))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageMatching("db1: its volume holds data that app1 has not \\(they went different ways, up to [0-9A-F/]+"
                        + " on timeline 2\\); nothing was touched: .*");
        cluster.start("db1");
        assertThat(cluster.sql("db1", "app", "SELECT count(*) FROM written_here_only")).isEqualTo("1");
    }

    @Test
    void anotherClusterIsRefusedAndNotTouched() {
        cluster.start("db1");
        assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1")))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageMatching("db1 and app1: hold different clusters, system identifiers \\d+ and \\d+; .*");
        assertThatThrownBy(() -> new PgPrimaryType().create(call, cluster.withoutProxies("db1")))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageMatching("app1 and db1: hold different clusters, system identifiers \\d+ and \\d+; .*");

        TestCluster.docker("stop", cluster.container("db1"));
        assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1"))).hasMessageContaining("hold different clusters");
        TestCluster.docker("start", cluster.container("db1"));
        cluster.await("db1", "SELECT pg_is_in_recovery()", "f");
    }

    @Test
    void somethingElseInTheVolumeIsRefusedAndNotTouched() {
        inVolume("echo mine >notes.txt");

        assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1")))
                .hasMessageContaining("volume %s holds no data of PostgreSQL, but notes.txt".formatted(cluster.container("db1")));
        assertThat(inVolume("cat notes.txt")).isEqualTo("mine");
    }

    @Test
    void aPlaceThatCannotBeReachedIsNotTakenForEmpty() {
        Map<String, Object> away = new HashMap<>(cluster.seedOf("db1"));
        away.put("candidates", with(Map.of("name", "db2", "dockerHost", "tcp://127.0.0.1:1", "container", "c", "volume", "v",
                "host", "db2", "port", 5432.0)));

        assertThatThrownBy(() -> seed.create(call, away))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageMatching("(?s)db2: docker: the engine at tcp://127.0.0.1:1 cannot be reached.*; it is not taken for empty.*");

        Map<String, Object> primary = cluster.withoutProxies("app1");
        primary.put("candidates", away.get("candidates"));
        assertThatThrownBy(() -> new PgPrimaryType().create(call, primary))
                .hasMessageMatching("(?s)db2: docker: the engine at tcp://127.0.0.1:1 cannot be reached.*; it may hold newer data.*");
    }

    @Test
    void dataThatDoNotServeAreNotPassedOver() {
        TestCluster.docker("stop", cluster.container("app1"));
        try {
            assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1")))
                    .hasMessageContaining("db1: data of the platform are at app1, and no primary runs; start it there");
            assertThat(inVolume("ls -A")).isEmpty();
            seed.create(call, cluster.seedOf("app1"));
        } finally {
            TestCluster.docker("start", cluster.container("app1"));
            cluster.await("app1", "SELECT pg_is_in_recovery()", "f");
        }
    }

    @Test
    void tooSmallAVolumeIsRefusedBeforeAnythingIsCopied() {
        TestCluster.docker("volume", "rm", cluster.container("db1"));
        TestCluster.docker("volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=size=20m,uid=999",
                cluster.container("db1"));

        assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1")))
                .hasMessageMatching("db1: volume \\S+ has \\d+ MB free; needed: \\d+ MB \\(1.2 times the databases, and the log\\)");
        assertThat(cluster.sql("app1", "SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
    }

    @Test
    void anImageThatSortsOtherwiseIsRefused() {
        cluster.sql("app1", "CREATE DATABASE sorted LOCALE_PROVIDER libc LOCALE 'en_US.utf8' TEMPLATE template0");
        try {
            seed.create(call, cluster.seedOf("db1"));
            emptyDb1();
            cluster.sql("app1", "UPDATE pg_database SET datcollversion = '2.28' WHERE datname = 'sorted'");

            assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1")))
                    .hasMessageMatching("image: of db1 sorts text of locale en_US.utf8 by version 2.\\d+, and the indexes of app1"
                            + " were built by 2.28; .*");
        } finally {
            cluster.sql("app1", "DROP DATABASE sorted");
        }
    }

    @Test
    void aVolumeThatIsGoneIsSeededAgainAfterARefresh() {
        State state = seed.create(call, cluster.seedOf("db1"));

        assertThat(seed.read(call, state.id(), state.inputs(), state.outputs())).contains(state);
        TestCluster.docker("volume", "rm", cluster.container("db1"));
        assertThat(seed.read(call, state.id(), state.inputs(), state.outputs())).isEmpty();
        assertThatThrownBy(() -> seed.create(call, cluster.seedOf("db1"))).hasMessageContaining("is not there, and must be made");
        TestCluster.docker("volume", "create", cluster.container("db1"));
    }

    private static List<Object> with(Map<String, Object> place) {
        List<Object> candidates = new ArrayList<>(cluster.candidates());
        candidates.add(place);
        return candidates;
    }

    private static String inVolume(String script) {
        return TestCluster.docker("run", "--rm", "-u", "999:999", "-w", "/var/lib/postgresql/data", "-v",
                cluster.container("db1") + ":/var/lib/postgresql/data", "--entrypoint", "sh", TestCluster.IMAGE, "-c", script).strip();
    }

    private static String exec(String script) {
        return Command.run(List.of("docker", "exec", "-i", cluster.container("db1"), "sh", "-s"), script, Duration.ofMinutes(1))
                .output()
                .strip();
    }
}
