package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.rpc.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running PostgreSQL moves between servers while clients write through PgBouncer. */
class MoveIT {

    @TempDir
    private Path files;

    private TestCluster cluster;
    private final RecordedCall call = new RecordedCall();
    private final PgSeedType seed = new PgSeedType();
    private final PgPrimaryType primary = new PgPrimaryType();

    @AfterEach
    void remove() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void movesThereAndBackAndNobodyLosesARowOrSeesAnError() {
        start("there");
        try (Ledger ledger = Ledger.through(cluster.address("pooler"))) {
            ledger.awaitMore(200);
            seed.create(call, cluster.seedOf("db1"));
            cluster.start("db1");
            State state = primary.create(call, cluster.primaryAt("db1"));
            ledger.awaitMore(200);
            System.out.println("single to split: " + call.infos + ", longest gap of clients " + ledger.longestGap() + " ms");
            assertThat(state.outputs()).containsEntry("primary", "db1");
            verify(ledger.end(), "db1");
        }
    }

    private void start(String part) {
        cluster = TestCluster.of(part, files, "app1", "db1");
        assertThat(seed.create(call, cluster.seedOf("app1")).outputs()).containsEntry("volume", cluster.container("app1"));
        cluster.startFirst("app1");
        cluster.startProxies("app1");
        State state = primary.create(call, cluster.primaryAt("app1"));
        assertThat(state.outputs()).containsEntry("primary", "app1");
        cluster.sql("app1", "app", "CREATE TABLE ledger (worker int, sequence int); ALTER TABLE ledger OWNER TO app");
    }

    private void verify(Ledger ledger, String serving) {
        String table = cluster.sql(serving, "app", "SELECT worker, sequence FROM ledger");
        System.out.println("acknowledged " + ledger.count() + ", rows " + table.lines().count());
        assertThat(ledger.failures()).as("failed statements").isEmpty();
        assertThat(ledger.lost(table)).as("lost rows").isEmpty();
        assertThat(cluster.sql(serving, "app", "SELECT worker, sequence FROM ledger GROUP BY 1, 2 HAVING count(*) > 1"))
                .as("rows that are there twice")
                .isEmpty();
        assertThat(ledger.longestGap()).as("longest gap, ms").isLessThan(60_000);
    }
}
