package dev.nself.provider.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.provider.RecordedCall;
import dev.nself.provider.exec.Command;
import dev.nself.provider.firewall.HostFirewallType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A stack on two servers that are reached by SSH: a primary, a standby, a cache and its replica, a firewall, and data
 * that a change of tier left.
 */
class StatusIT {

    private static final String POSTGRES = "postgres:17.6-trixie";
    private static final String REDIS = "redis:8.0.4-bookworm";
    private static final String FIREWALL = "docker:28.5.2-dind";
    private static final String STACK = "shop";

    private static Fleet fleet;
    private static FleetServer app1;
    private static FleetServer db1;

    @BeforeAll
    static void start() {
        fleet = Fleet.start("status", "app1", "db1").withImages(POSTGRES, REDIS, FIREWALL);
        app1 = fleet.server("app1");
        db1 = fleet.server("db1");
        redis(app1);
        redis(db1, "--replicaof", app1.address(), "6379");
        primary();
        standby();
        firewall();
        db1.dockerOutput("volume", "create", "--label", "dev.nself.stack=" + STACK, "--label", "dev.nself.server=db1",
                "nself-shop-db1-storage-data");
        db1.dockerOutput("volume", "create", "--label", "dev.nself.stack=other", "nself-other-db1-storage-data");
        await("the standby follows", () -> facts().path("members").findValuesAsText("state").equals(List.of("running", "streaming")));
        await("the replica follows", () -> facts().path("redis").findValuesAsText("state").equals(List.of("1 replica", "link up")));
    }

    @AfterAll
    static void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void everyServerTellsWhatItRuns() {
        JsonNode facts = facts();

        assertThat(facts.path("servers").findValuesAsText("server")).containsExactly("app1", "db1");
        assertThat(facts.path("servers").findValuesAsText("address"))
                .containsExactly("ssh://root@" + app1.address(), "ssh://root@" + db1.address());
        assertThat(facts.path("servers").get(1).path("engine").asText()).matches("\\d+\\.\\d+.*");
        assertThat(facts.path("containers").findValuesAsText("container")).containsExactly(
                "nself-shop-app1-postgres", "nself-shop-app1-redis",
                "nself-shop-db1-firewall", "nself-shop-db1-postgres", "nself-shop-db1-redis");
        assertThat(facts.path("containers").get(0).path("image").asText()).isEqualTo(POSTGRES);
        assertThat(facts.path("well").asBoolean()).as(facts.toPrettyString()).isTrue();
    }

    @Test
    void membersTellTheirRolesAndHowFarTheyAre() {
        JsonNode standby = facts().path("members").get(1);

        assertThat(facts().path("members").findValuesAsText("role")).containsExactly("primary", "standby");
        assertThat(standby.path("server").asText()).isEqualTo("db1");
        assertThat(standby.path("timeline").asInt()).isEqualTo(1);
        assertThat(standby.path("lagBytes").isNumber()).isTrue();
        assertThat(standby.path("sync").asText()).isEqualTo("async");
    }

    @Test
    void lagOfAStandbyThatAppliesNothingGrows() {
        sql(db1, "SELECT pg_wal_replay_pause()");
        try {
            sql(app1, "CREATE TABLE lag AS SELECT generate_series(1, 20000) AS n; DROP TABLE lag");

            await("a lag shows", () -> facts().path("members").get(1).path("lagBytes").asLong() > 100_000);
        } finally {
            sql(db1, "SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void slotThatNobodyReadsShowsWhatItHolds() {
        sql(app1, "SELECT pg_create_physical_replication_slot('forgotten', true)");
        try {
            sql(app1, "CREATE TABLE held AS SELECT generate_series(1, 20000) AS n; DROP TABLE held");

            JsonNode slots = facts().path("slots");
            assertThat(slots.findValuesAsText("slot")).containsExactly("forgotten", "nself_db1");
            assertThat(slots.findValuesAsText("active")).containsExactly("false", "true");
            assertThat(slots.get(0).path("heldBytes").asLong()).isGreaterThan(100_000);
            assertThat(slots.get(0).path("status").asText()).isEqualTo("reserved");
        } finally {
            sql(app1, "SELECT pg_drop_replication_slot('forgotten')");
        }
    }

    @Test
    void fencedPrimaryIsNotWell() {
        sql(app1, "ALTER SYSTEM SET default_transaction_read_only = on");
        try {
            JsonNode facts = facts();

            assertThat(facts.path("members").get(0).path("state").asText()).isEqualTo("fenced");
            assertThat(facts.path("well").asBoolean()).isFalse();
        } finally {
            sql(app1, "ALTER SYSTEM RESET default_transaction_read_only");
        }
    }

    @Test
    void stoppedReplicaIsNotWell() {
        db1.dockerOutput("stop", "-t", "5", "nself-shop-db1-redis");
        try {
            JsonNode facts = facts();

            assertThat(facts.path("redis").findValuesAsText("role")).containsExactly("primary", "stopped");
            assertThat(facts.path("well").asBoolean()).isFalse();
        } finally {
            db1.dockerOutput("start", "nself-shop-db1-redis");
            await("the replica follows", () -> facts().path("well").asBoolean());
        }
    }

    @Test
    void rulesInForceAreShown() {
        JsonNode firewall = facts().path("firewalls").get(0);

        assertThat(firewall.path("server").asText()).isEqualTo("db1");
        assertThat(firewall.path("state").asText()).isEqualTo("confirmed");
        assertThat(firewall.path("open").toString()).contains("tcp 22 from everybody").contains("tcp 5432 from " + app1.address() + "/32");
        assertThat(firewall.path("problems")).isEmpty();
    }

    @Test
    void dataThatNoContainerUsesIsShownWithTheWayToDeleteIt() {
        JsonNode kept = facts().path("keptVolumes");

        assertThat(kept.findValuesAsText("volume")).containsExactly("nself-shop-db1-storage-data");
        assertThat(kept.get(0).path("removal").asText()).startsWith("ssh -i /").endsWith(
                " -l root -- " + db1.address() + " docker volume rm nself-shop-db1-storage-data");
        assertThat(KeptData.tell(new Site(db1.ssh(), List.of("db1")), STACK)).startsWith("nself:   db1: ssh -i ")
                .endsWith("docker volume rm nself-shop-db1-storage-data\n");
    }

    @Test
    void serverThatIsCutOffIsARowAndTheOthersStillTell() {
        fleet.cut("db1");
        try {
            JsonNode facts = facts();

            assertThat(facts.path("servers").get(0).path("reachable").asBoolean()).isTrue();
            JsonNode away = facts.path("servers").get(1);
            assertThat(away.path("server").asText()).isEqualTo("db1");
            assertThat(away.path("reachable").asBoolean()).isFalse();
            assertThat(away.path("problem").asText()).contains("ssh://root@" + db1.address());
            assertThat(facts.path("members").findValuesAsText("server")).containsExactly("app1");
            assertThat(facts.path("well").asBoolean()).isFalse();

            long begun = System.nanoTime();
            Command.Result status = program(Status.class, STACK);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.output()).containsPattern("db1 +unreachable +ssh://root@").contains("nself-shop-app1-postgres");

            Command.Result logs = program(Logs.class, STACK, "redis");
            assertThat(logs.exitCode()).isEqualTo(1);
            assertThat(logs.output()).contains("Server initialized");
            assertThat(logs.errors()).contains("nself: db1: not asked: docker: the engine at ssh://root@" + db1.address());
        } finally {
            fleet.mend("db1");
            await("all is as before", () -> facts().path("well").asBoolean());
        }
    }

    @Test
    void programPrintsTheDocumentAndSaysByItsExitCodeThatAllIsWell() throws Exception {
        Command.Result document = program(Status.class, STACK, "--json");
        assertThat(document.exitCode()).as(document.errors()).isZero();
        assertThat(new ObjectMapper().readTree(document.output()).path("stack").asText()).isEqualTo(STACK);

        assertThat(program(Status.class, "absent").exitCode()).isEqualTo(1);
        assertThat(program(Status.class, "absent").output()).contains("no container of stack absent on these engines");
    }

    @Test
    void logsAreFoundOnEveryServerThatRunsTheService() throws Exception {
        Command.Result logs = program(Logs.class, STACK, "redis", "--tail", "200");

        assertThat(logs.exitCode()).isZero();
        assertThat(logs.output().split("Server initialized", -1)).as("of both").hasSizeGreaterThanOrEqualTo(3);
        assertThat(logs.errors()).containsSubsequence(
                "nself: logs of nself-shop-app1-redis on app1", "nself: logs of nself-shop-db1-redis on db1");
    }

    @Test
    void logsOfAServiceThatIsNotThereNameThoseThatAre() throws Exception {
        Command.Result logs = program(Logs.class, STACK, "hasura");

        assertThat(logs.exitCode()).isEqualTo(1);
        assertThat(logs.errors()).contains(
                "logs: no container of that service in stack shop, got hasura; allowed: firewall postgres redis");
    }

    private static void redis(FleetServer server, String... options) {
        run(server, "redis", List.of("-p", server.address() + ":6379:6379"),
                concat(List.of(REDIS, "redis-server", "--protected-mode", "no"), options));
    }

    private static void primary() {
        run(app1, "postgres", List.of("-p", app1.address() + ":5432:5432", "-e", "POSTGRES_PASSWORD=superuser-secret", "-u", "999:999",
                "-v", "nself-shop-app1-postgres-data:/var/lib/postgresql/data"), List.of(POSTGRES));
        await("PostgreSQL answers", () -> psql(app1, "SELECT 1").ok()
                && app1.docker("logs", "nself-shop-app1-postgres").output().contains("init process complete"));
        app1.dockerOutput("exec", "nself-shop-app1-postgres", "sh", "-c",
                "echo 'host replication postgres all trust' >>/var/lib/postgresql/data/pg_hba.conf && pg_ctl reload -D /var/lib/postgresql/data");
    }

    private static void standby() {
        String copy = "pg_basebackup -d 'host=%s user=postgres application_name=db1' -D %s -R -C -S nself_db1 && exec postgres -D %2$s"
                .formatted(app1.address(), "/var/lib/postgresql/data/pgdata");
        run(db1, "postgres", List.of("-u", "999:999", "--entrypoint", "bash",
                "-v", "nself-shop-db1-postgres-data:/var/lib/postgresql/data"), List.of(POSTGRES, "-c", copy));
    }

    private static void firewall() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("host", "db1");
        inputs.put("dockerHost", db1.ssh());
        inputs.put("image", FIREWALL);
        inputs.put("container", "nself-shop-db1-firewall");
        inputs.put("defaultPolicy", "drop");
        inputs.put("address", db1.address());
        inputs.put("sshPorts", List.of(22.0));
        inputs.put("rules", List.of(Map.of("protocol", "tcp", "port", 5432.0, "sources", List.of(app1.address() + "/32"),
                "description", "replication")));
        inputs.put("labels", Map.of("dev.nself.stack", STACK, "dev.nself.server", "db1", "dev.nself.service", "firewall"));
        new HostFirewallType().create(new RecordedCall(), inputs);
    }

    private static void run(FleetServer server, String service, List<String> options, List<String> imageAndCommand) {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--name", "nself-shop-" + server.name() + "-" + service,
                "--label", "dev.nself.stack=" + STACK, "--label", "dev.nself.server=" + server.name(),
                "--label", "dev.nself.service=" + service));
        words.addAll(options);
        words.addAll(imageAndCommand);
        server.dockerOutput(words.toArray(String[]::new));
    }

    private static List<String> concat(List<String> first, String... second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(second));
        return all;
    }

    private static Command.Result psql(FleetServer server, String statement) {
        return server.docker("exec", "nself-shop-" + server.name() + "-postgres", "psql", "-X", "-U", "postgres", "-c", statement);
    }

    private static void sql(FleetServer server, String statements) {
        for (String statement : statements.split("; ")) {
            Command.Result result = psql(server, statement);
            assertThat(result.ok()).as(result.errors()).isTrue();
        }
    }

    private static String outputs() {
        return "{\"servers\": {\"app1\": \"%s\", \"db1\": \"%s\"}}".formatted(app1.ssh(), db1.ssh());
    }

    private static JsonNode facts() {
        try {
            Outputs outputs = Outputs.read(new ByteArrayInputStream(outputs().getBytes(StandardCharsets.UTF_8)));
            return new ObjectMapper().readTree(Status.json(Status.report(STACK, outputs)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As the launcher starts it. */
    private static Command.Result program(Class<?> main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = concat(List.of(java, "-cp", System.getProperty("java.class.path"), main.getName()), arguments);
        return Command.run(command, outputs(), Duration.ofMinutes(5));
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s: %s", what, facts().toPrettyString()).isLessThan(deadline);
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
