package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A platform in use moves from one server to a split one and back: clients see a pause and nobody's row is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TierMoveIT {

    private static final int ROUNDS = Integer.getInteger("nself.soak.rounds", 1) > 3 ? 3 : 1;

    /** Even, so that it ends where it began. */
    private static final int CUTS = Integer.getInteger("nself.soak.rounds", 3) > 3 ? 8 : 2;

    private final TestStack stack = new TestStack("tiers");

    @BeforeAll
    void up() {
        stack.small();
        stack.set("services.storage.enabled", "true");
        stack.up().orFail();
        stack.sql("app1", Ledger.TABLE);
    }

    @AfterAll
    void removeEverything() {
        stack.close();
    }

    @Test
    void moves_under_load_lose_nothing_and_fail_no_statement() {
        String address = stack.addressOf("pooler", "data");
        String password = StateSecrets.generated(stack).get("postgres-app");
        try (Ledger ledger = Ledger.start(address, "nself", "app", password, 4);
                Requests requests = Requests.start(InetAddress.getLoopbackAddress(), stack.httpsPort, "api.nself.localhost", "/v1/version",
                        stack.output("caCertificate"))) {
            for (int round = 0; round < ROUNDS; round++) {
                move(ledger, "split", "db1");
                move(ledger, "single", "app1");
            }
            List<String> notes = ledger.notes();
            requests.end();

            System.out.printf("tier moves: %d, rows acknowledged: %d, longest silence: %d ms, HTTPS requests: %d%n",
                    2 * ROUNDS, notes.size(), ledger.longestSilence().toMillis(), requests.answered());
            List<String> rows = rows("app1");
            assertThat(notes).hasSizeGreaterThan(1000);
            Set<String> lost = new TreeSet<>(notes);
            lost.removeAll(new HashSet<>(rows));
            assertThat(lost).as("acknowledged and lost").isEmpty();
            assertThat(new HashSet<>(rows)).as("nothing twice").hasSameSizeAs(rows);
            assertThat(ledger.failures()).as("statements through the pooler").isEmpty();
            assertThat(requests.answered()).isPositive();
            assertThat(requests.failures()).as("HTTPS requests").isEmpty();
        }
    }

    /** Killed whenever: what the run had begun stands as it was in that moment. */
    @Test
    void a_move_that_is_killed_is_finished_by_the_next_up_and_loses_nothing() throws InterruptedException {
        Random random = new Random();
        String password = StateSecrets.generated(stack).get("postgres-app");
        stack.sql("app1", "truncate ledger");
        try (Ledger ledger = Ledger.start(stack.addressOf("pooler", "data"), "nself", "app", password, 4)) {
            for (int round = 0; round < CUTS; round++) {
                String tier = round % 2 == 0 ? "split" : "single";
                stack.set("tier", tier);
                long millis = 4_000 + random.nextInt(16_000);
                Process up = stack.startUp(Cli.temporary());
                if (!up.waitFor(millis, TimeUnit.MILLISECONDS)) {
                    Cli.endTree(up.toHandle());
                    up.waitFor();
                }
                stack.repair().orFail();
                Cli.Result again = stack.up();
                assertThat(again.exit()).as("cut off after %d ms, then: %s", millis, again.output()).isZero();
                stack.up("--expect-no-changes").orFail();
            }
            List<String> notes = ledger.notes();
            List<String> rows = rows(CUTS % 2 == 0 ? "app1" : "db1");
            System.out.printf("killed moves: %d, rows acknowledged: %d, longest silence: %d ms, failed statements: %s%n",
                    CUTS, notes.size(), ledger.longestSilence().toMillis(), ledger.failures());
            Set<String> lost = new TreeSet<>(notes);
            lost.removeAll(new HashSet<>(rows));
            assertThat(lost).as("acknowledged and lost").isEmpty();
            assertThat(new HashSet<>(rows)).as("nothing twice").hasSameSizeAs(rows);
        }
    }

    private void move(Ledger ledger, String tier, String server) {
        Set<String> kept = dataUrns();
        stack.set("tier", tier);
        assertThat(stack.preview().orFail()).contains("data: PostgreSQL moves from").contains("to " + server)
                .contains("to copy").contains("data: redis moves").contains("data: then writes wait");
        stack.up().orFail().lines().filter(line -> line.contains("pause")).forEach(line -> System.out.println(tier + ": " + line.strip()));
        long before = ledger.acknowledged();
        Eventually.within(Duration.ofMinutes(1), () -> assertThat(ledger.acknowledged()).isGreaterThan(before));
        assertThat(stack.sql(server, "select pg_is_in_recovery()")).isEqualTo("f");
        stack.up("--expect-no-changes").orFail();
        assertThat(stack.refresh().orFail()).doesNotContain("updated");
        stack.up("--expect-no-changes").orFail();
        if (tier.equals("split")) {
            assertThat(dataUrns()).as("volumes that are let go of").containsAll(kept);
        }
    }

    private List<String> rows(String server) {
        List<String> rows = new ArrayList<>(stack.sql(server, "select worker || ' ' || seq from ledger").lines().toList());
        Collections.sort(rows);
        return rows;
    }

    private Set<String> dataUrns() {
        Set<String> urns = new TreeSet<>();
        for (JsonNode resource : Json.read(stack.export()).path("deployment").path("resources")) {
            if (resource.path("type").asText().equals("docker:index/volume:Volume")) {
                urns.add(resource.path("urn").asText());
            }
        }
        return urns;
    }
}
