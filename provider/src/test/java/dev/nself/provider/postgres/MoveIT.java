package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.exec.Command;
import dev.nself.provider.postgres.Steps.Step;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running PostgreSQL moves between servers while clients write through PgBouncer. */
class MoveIT {

    @TempDir
    private Path files;

    private TestCluster cluster;
    private final PgSeedType seed = new PgSeedType();

    @AfterEach
    void remove() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void movesThereAndBackAndNobodyLosesARowOrSeesAnError() {
        start("there");
        TestCluster.docker(clients("-i", "-q"));
        try (Ledger ledger = Ledger.through(cluster.address("pooler"))) {
            CompletableFuture<Command.Result> pgbench = CompletableFuture.supplyAsync(
                    () -> TestContainer.docker(clients("-M", "prepared", "-c", "4", "-T", "40")));
            ledger.awaitMore(200);
            join("db1");
            State there = move("db1", Steps.NONE);
            assertThat(there.outputs()).containsEntry("primary", "db1");
            ledger.awaitMore(200);
            rejoin("app1");
            State back = move("app1", Steps.NONE);
            ledger.awaitMore(200);

            assertThat(back.outputs().get("systemIdentifier")).isEqualTo(there.outputs().get("systemIdentifier"));
            Command.Result transactions = pgbench.join();
            assertThat(transactions.output()).contains("number of failed transactions: 0 (0.000%)");
            assertThat(transactions.errors()).doesNotContain("error").doesNotContain("aborted");
            System.out.println(transactions.output().lines().filter(line -> line.startsWith("number of tr")).toList());
            verify(ledger.end(), "app1");
        }
    }

    @Test
    void aRunKilledAfterAnyStepIsFinishedByTheNext() {
        start("killed");
        try (Ledger ledger = Ledger.through(cluster.address("pooler"))) {
            String from = "app1";
            String to = "db1";
            join(to);
            for (Step step : Step.values()) {
                String there = to;
                ledger.awaitMore(100);
                assertThatThrownBy(() -> move(there, killedAfter(step))).isInstanceOf(Killed.class);

                State state = move(to, Steps.NONE);
                ledger.awaitMore(100);

                assertThat(state.outputs()).as("killed after " + step).containsEntry("primary", to);
                assertThat(cluster.sql(to, "SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
                rejoin(from);
                to = from;
                from = there;
            }
            verify(ledger.end(), from);
        }
    }

    @Test
    void aMoveTakenBackBeforeThePromotionLeavesTheOldServing() {
        start("back");
        try (Ledger ledger = Ledger.through(cluster.address("pooler"))) {
            join("db1");
            for (Step step : List.of(Step.CAUGHT_UP, Step.ARMED, Step.PAUSED, Step.FENCED, Step.STOPPED, Step.COMPARED)) {
                ledger.awaitMore(100);
                assertThatThrownBy(() -> move("db1", killedAfter(step))).isInstanceOf(Killed.class);

                State state = move("app1", Steps.NONE);
                ledger.awaitMore(100);

                assertThat(state.outputs()).as("killed after " + step).containsEntry("primary", "app1");
                assertThat(policy("app1")).as("restart policy, killed after " + step).isEqualTo("unless-stopped");
                rejoin("db1");
            }
            verify(ledger.end(), "app1");
        }
    }

    @Test
    void aFailureBeforeThePromotionLeavesTheOldServingAtOnceAndTheNextRunMoves() {
        start("failed");
        try (Ledger ledger = Ledger.through(cluster.address("pooler"))) {
            join("db1");
            for (Step step : List.of(Step.ARMED, Step.PAUSED, Step.FENCED, Step.STOPPED, Step.COMPARED)) {
                assertThatThrownBy(() -> move("db1", failingAfter(step)))
                        .as("failing after " + step)
                        .isInstanceOf(ResourceFailure.class)
                        .hasMessage("injected; app1 serves again as before");
                ledger.awaitMore(100);
            }
            assertThat(policy("app1")).isEqualTo("unless-stopped");

            assertThat(move("db1", Steps.NONE).outputs()).containsEntry("primary", "db1");

            ledger.awaitMore(100);
            verify(ledger.end(), "db1");
        }
    }

    @Test
    void afterThePromotionTheOldMemberComesBackAsAStandbyAndThenAsThePrimary() {
        start("regret");
        try (Ledger ledger = Ledger.through(cluster.address("pooler"))) {
            join("db1");
            assertThatThrownBy(() -> move("db1", killedAfter(Step.PROMOTED))).isInstanceOf(Killed.class);

            // Its container was not deleted yet, nor its volume seeded anew.
            State state = move("app1", Steps.NONE);

            assertThat(state.outputs()).containsEntry("primary", "app1");
            ledger.awaitMore(100);
            verify(ledger.end(), "app1");
        }
    }

    @Test
    void waitsForALongTransactionAndEndsNone() {
        start("long");
        join("db1");
        CompletableFuture<Command.Result> transaction = CompletableFuture.supplyAsync(() -> client(
                "BEGIN; INSERT INTO ledger VALUES (1, 1); SELECT pg_sleep(8); COMMIT"));
        cluster.await("app1", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(8)%' AND usename = 'app'", "1");
        RecordedCall call = new RecordedCall();

        new PgPrimaryType().create(call, cluster.primaryAt("db1"));

        assertThat(transaction.join().errors()).isEmpty();
        assertThat(call.progress).anyMatch(line -> line.matches("waiting for the end of long transactions: process \\d+ of app.*"));
        assertThat(cluster.sql("db1", "app", "SELECT count(*) FROM ledger")).isEqualTo("1");
    }

    @Test
    void doesNotMoveWhileATransactionNeverEndsAndNamesIt() {
        start("endless");
        join("db1");
        CompletableFuture<Command.Result> transaction = CompletableFuture.supplyAsync(() -> client(
                "BEGIN; INSERT INTO ledger VALUES (1, 1); SELECT pg_sleep(75); COMMIT"));
        cluster.await("app1", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(75)%' AND usename = 'app'", "1");

        assertThatThrownBy(() -> move("db1", Steps.NONE))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageMatching("(?s)app1: no moment without long transactions, for 60 s there was always one: process \\d+ of app"
                        + ".*; app1 serves again as before");

        assertThat(transaction.join().errors()).isEmpty();
        assertThat(cluster.sql("app1", "app", "SELECT count(*) FROM ledger")).isEqualTo("1");
    }

    @Test
    void aSecondUpAndARefreshChangeNothingAndDriftIsSeenAndMended() {
        start("twice");
        PgPrimaryType primary = new PgPrimaryType();
        State state = move("app1", Steps.NONE);

        RecordedCall again = new RecordedCall();
        State read = primary.read(again, state.id(), state.inputs(), state.outputs()).orElseThrow();
        assertThat(read.outputs()).isEqualTo(state.outputs());
        assertThat(primary.diff(state.id(), state.inputs(), read.outputs(), state.inputs()).changes()).isEmpty();
        primary.update(again, state.id(), state.inputs(), read.outputs(), state.inputs());
        assertThat(again.progress).isEmpty();

        TestCluster.docker("exec", "-u", "0", cluster.container("proxy"), "sh", "-c", "echo >>/etc/nself/haproxy/postgres.cfg");
        TestCluster.docker("exec", cluster.container("pooler"), "psql", "-h", "/tmp", "-U", "pgbouncer", "-d", "pgbouncer", "-c", "PAUSE");
        State drifted = primary.read(again, state.id(), state.inputs(), state.outputs()).orElseThrow();
        assertThat(drifted.outputs().get("drift")).isEqualTo(List.of(
                "/etc/nself/haproxy/postgres.cfg in %s is not as declared".formatted(cluster.container("proxy")),
                cluster.container("pooler") + " is paused"));
        assertThat(primary.diff(state.id(), state.inputs(), drifted.outputs(), state.inputs()).changes()).containsKey("drift");
        State mended = primary.update(again, state.id(), state.inputs(), drifted.outputs(), state.inputs());
        assertThat(primary.read(again, state.id(), state.inputs(), mended.outputs()).orElseThrow().outputs())
                .isEqualTo(state.outputs());
    }

    /** A platform on app1. */
    private void start(String part) {
        cluster = TestCluster.of(part, files, "app1", "db1");
        seed.create(new RecordedCall(), cluster.seedOf("app1"));
        cluster.startFirst("app1");
        cluster.startProxies("app1");
        assertThat(move("app1", Steps.NONE).outputs()).containsEntry("primary", "app1");
        cluster.sql("app1", "app", "CREATE TABLE ledger (worker int, sequence int); ALTER TABLE ledger OWNER TO app");
    }

    /** What comes before the primary's update in a run: seed, then container. */
    private void join(String member) {
        seed.create(new RecordedCall(), cluster.seedOf(member));
        cluster.start(member);
    }

    /** As the engine deletes the old container at the end of one run, and makes one in the next. */
    private void rejoin(String member) {
        cluster.remove(member);
        join(member);
    }

    private State move(String member, Steps steps) {
        RecordedCall call = new RecordedCall();
        State state = new PgPrimaryType(steps).create(call, cluster.primaryAt(member));
        call.infos.forEach(System.out::println);
        return state;
    }

    /** What a killed process does: nothing more, not even what it would do after a failure. */
    private static Steps killedAfter(Step last) {
        return step -> {
            if (step == last) {
                throw new Killed();
            }
        };
    }

    private static Steps failingAfter(Step last) {
        return step -> {
            if (step == last) {
                throw new ResourceFailure("injected");
            }
        };
    }

    private Command.Result client(String sql) {
        return Command.run(List.of("docker", "run", "--rm", "-i", "--network", cluster.prefix(), "-e", "PGPASSWORD=" + TestCluster.APP_PASSWORD,
                "--entrypoint", "psql", TestCluster.IMAGE, "-q", "-h", "pooler", "-U", "app", "-d", "app"), sql, Duration.ofMinutes(3));
    }

    private String[] clients(String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--network", cluster.prefix(), "-e",
                "PGPASSWORD=" + TestCluster.APP_PASSWORD, "--entrypoint", "pgbench", TestCluster.IMAGE, "-h", "pooler", "-U", "app"));
        command.addAll(List.of(options));
        command.add("app");
        return command.toArray(String[]::new);
    }

    private String policy(String member) {
        return TestCluster.docker("inspect", "-f", "{{.HostConfig.RestartPolicy.Name}}", cluster.container(member)).strip();
    }

    private void verify(Ledger ledger, String serving) {
        String table = cluster.sql(serving, "app", "SELECT worker, sequence FROM ledger");
        System.out.printf("acknowledged %d, rows %d, longest gap %d ms%n",
                ledger.count(), table.lines().count(), ledger.longestGap());
        assertThat(ledger.failures()).as("failed statements").isEmpty();
        assertThat(ledger.lost(table)).as("lost rows").isEmpty();
        assertThat(cluster.sql(serving, "app", "SELECT worker, sequence FROM ledger GROUP BY 1, 2 HAVING count(*) > 1"))
                .as("rows that are there twice")
                .isEmpty();
        assertThat(ledger.longestGap()).as("longest gap, ms").isLessThan(60_000);
    }

    /** Not a failure that anybody handles. */
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1;
    }
}
