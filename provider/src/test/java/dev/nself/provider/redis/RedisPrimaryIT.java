package dev.nself.provider.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import dev.nself.provider.store.CutCall;
import dev.nself.provider.store.Lab;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers that speak TLS only, a real proxy, and clients that go on writing. */
class RedisPrimaryIT {

    private static final String IMAGE = "redis:8.0.4-bookworm";
    private static final String PASSWORD = "test-password-1";
    private static final int PORT = 6379;
    private static final String SETTINGS = """
            bind * -::*
            port 0
            tls-port 6379
            tls-cert-file /etc/nself/tls/fullchain.pem
            tls-key-file /etc/nself/tls/privkey.pem
            tls-ca-cert-file /etc/nself/ca.pem
            tls-auth-clients no
            requirepass test-password-1
            dir /data
            appendonly yes
            appendfsync everysec
            save ""
            """;

    private final RedisPrimaryType type = new RedisPrimaryType();
    private final RecordedCall call = new RecordedCall();
    private Lab lab;

    @BeforeEach
    void start() {
        lab = Lab.open("redis", IMAGE);
        server("app1");
        server("db1");
        lab.proxy(PORT);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aNewPlatformNeedsNoMove() {
        State state = type.create(call, on("app1"));

        assertThat(state.outputs()).containsEntry("primary", "app1").containsEntry("drift", List.of());
        assertThat(lab.mark("app1")).isEqualTo("primary 1");
        assertThat(type.diff(state.id(), state.inputs(), state.outputs(), on("app1")).changes()).isEmpty();
        State seen = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();
        assertThat(type.diff(state.id(), state.inputs(), seen.outputs(), on("app1")).changes()).isEmpty();
    }

    @Test
    void movesThereAndBackUnderLoadAndLosesNothing() throws Exception {
        State app = type.create(call, on("app1"));
        try (Ledger ledger = ledger()) {
            awaitWrites(ledger, 300);
            ledger.watch();
            State db = update(call, app, on("db1"));
            awaitWrites(ledger, 300);
            System.out.println("redis, app1 to db1: " + ledger.report());
            assertThat(db.outputs()).containsEntry("primary", "db1");
            assertThat(cli("app1", "ROLE")).startsWith("slave");

            ledger.watch();
            update(call, db, on("app1"));
            awaitWrites(ledger, 300);
            System.out.println("redis, db1 to app1: " + ledger.report());
            assertThat(ledger.lost()).isEmpty();
        }
        assertThat(lab.mark("app1")).isEqualTo("primary 3");
        assertThat(lab.mark("db1")).isEqualTo("handover 2 app1");
    }

    @Test
    void aMoveCutOffAnywhereIsFinishedByTheNextRun() throws Exception {
        State state = type.create(call, on("app1"));
        String from = "app1";
        String to = "db1";
        Set<String> cuts = new LinkedHashSet<>();
        try (Ledger ledger = ledger()) {
            boolean cut = true;
            while (cut) {
                awaitWrites(ledger, 50);
                // What it followed is forgotten: it comes up as a master with the data of then.
                Lab.docker("restart", lab.name(to));
                cut = dies(cuts, state, on(to));
                state = update(call, state, on(to));
                awaitWrites(ledger, 50);
                assertThat(ledger.lost()).as("lost after cuts at " + cuts).isEmpty();
                String next = from;
                from = to;
                to = next;
            }
            System.out.println("redis, cut at each of " + cuts + ": " + ledger.report());
        }
        assertThat(cuts).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void aMoveCutOffAnywhereIsTakenBackWhenTheOldServerIsAskedForAgain() throws Exception {
        State state = type.create(call, on("app1"));
        Set<String> cuts = new LinkedHashSet<>();
        try (Ledger ledger = ledger()) {
            boolean cut = true;
            while (cut) {
                awaitWrites(ledger, 50);
                Lab.docker("restart", lab.name("db1"));
                cut = dies(cuts, state, on("db1"));
                state = update(call, state, on("app1"));
                awaitWrites(ledger, 50);
                assertThat(ledger.lost()).as("lost after cuts at " + cuts).isEmpty();
                assertThat(lab.mark("app1")).startsWith("primary ");
                assertThat(restartPolicy("app1")).isEqualTo("unless-stopped");
            }
        }
        assertThat(cuts).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void theNewServerComesUpAsItIsAfterARestartAndTheOldOneDoesNot() throws Exception {
        State app = type.create(call, on("app1"));
        try (Ledger ledger = ledger()) {
            awaitWrites(ledger, 100);
            update(call, app, on("db1"));
            awaitWrites(ledger, 100);
            Lab.docker("restart", lab.name("db1"));
            awaitWrites(ledger, 100);

            assertThat(ledger.lost()).isEmpty();
        }
        assertThat(cli("db1", "ROLE")).startsWith("master");
        assertThat(restartPolicy("db1")).isEqualTo("unless-stopped");
        assertThat(restartPolicy("app1")).isEqualTo("no");
    }

    @Test
    void aCopyThatTheOldServerLeftIsReplacedAndTheRestIsRefused() {
        State app = type.create(call, on("app1"));
        cli("db1", "SET mine 1");
        cli("app1", "SET ours 1");

        assertThatThrownBy(() -> update(call, app, on("db1")))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageContaining("db1 holds data of unknown origin");
        assertThat(cli("db1", "GET mine")).isEqualTo("1");

        cli("db1", "DEL mine");
        State db = update(call, app, on("db1"));
        cli("app1", "REPLICAOF NO ONE");
        cli("app1", "SET stray 1");
        update(call, db, on("app1"));
        assertThat(cli("app1", "EXISTS stray")).isEqualTo("0");
        assertThat(cli("app1", "GET ours")).isEqualTo("1");
    }

    @Test
    void twoServersWithDataOfTheirOwnAreNotMixed() {
        cli("app1", "SET a 1");
        cli("db1", "SET b 1");

        assertThatThrownBy(() -> type.create(call, on("db1"))).hasMessageContaining("app1 and db1 both hold data");
        assertThat(cli("app1", "GET a")).isEqualTo("1");
        assertThat(cli("db1", "GET b")).isEqualTo("1");
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        Map<String, Object> inputs = on("app1");
        inputs.put("password", "wrong-password-1");

        assertThatThrownBy(() -> type.create(call, inputs))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageStartingWith("redis on ")
                .hasMessageNotContaining("wrong-password-1");
    }

    @Test
    void theRouteThatWasChangedByHandIsSeen() {
        State state = type.create(call, on("app1"));
        String route = Lab.ROUTE_FOLDER + "/redis.cfg";
        Lab.docker("exec", "-u", "0", lab.name("proxy"), "sh", "-c", "echo '# mine' >>" + route);

        State seen = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(type.diff(state.id(), state.inputs(), seen.outputs(), on("app1")).changes())
                .containsOnlyKeys("drift");
    }

    /** Whether the run dies at a step that none has died at before. */
    private boolean dies(Set<String> cuts, State before, Map<String, Object> inputs) {
        try {
            type.update(new CutCall(cuts), before.id(), before.inputs(), before.outputs(), inputs);
            return false;
        } catch (CutCall.Cut cut) {
            return true;
        }
    }

    private State update(RecordedCall recorded, State before, Map<String, Object> inputs) {
        return type.update(recorded, before.id(), before.inputs(), before.outputs(), inputs);
    }

    private void server(String name) {
        Map<String, String> files = lab.certificates(name);
        files.put("/etc/nself/redis.conf", SETTINGS);
        lab.server(name, files, List.of("--user", "999:999"), List.of(IMAGE, "redis-server", "/etc/nself/redis.conf"));
    }

    private Ledger ledger() {
        return Ledger.start(lab.published(PORT), PASSWORD, lab.trust(), 4);
    }

    private Map<String, Object> on(String server) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("members", List.of(lab.member(server, PORT)));
        inputs.put("candidates", List.of(lab.member("app1", PORT), lab.member("db1", PORT)));
        inputs.put("routes", List.of(lab.route("redis", PORT, server)));
        inputs.put("password", PASSWORD);
        inputs.put("tls", true);
        return inputs;
    }

    private String cli(String server, String command) {
        String script = """
                export REDISCLI_AUTH=%s
                cli() { redis-cli --tls --cacert /etc/nself/ca.pem "$@"; }
                until cli ping >/dev/null 2>&1; do sleep 0.1; done
                cli %s
                """.formatted(PASSWORD, command);
        Command.Result result =
                new Container("", lab.name(server)).exec("", List.of("sh", "-s"), script, Duration.ofSeconds(60));
        assertThat(result.ok()).as(result.errors()).isTrue();
        return result.output().strip();
    }

    private String restartPolicy(String server) {
        String format = "{{.HostConfig.RestartPolicy.Name}}";
        return Lab.docker("inspect", "--format", format, lab.name(server)).output().strip();
    }

    private static void awaitWrites(Ledger ledger, int more) throws InterruptedException {
        int goal = ledger.count() + more;
        for (int i = 0; i < 600 && ledger.count() < goal; i++) {
            Thread.sleep(100);
        }
        assertThat(ledger.count()).as("acknowledged writes; " + ledger.report()).isGreaterThanOrEqualTo(goal);
    }
}
