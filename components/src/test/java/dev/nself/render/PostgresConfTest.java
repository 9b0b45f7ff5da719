package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.Database;
import dev.nself.model.PostgresPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostgresConfTest {
    @Test
    void rendersSettingsAndRules() {
        Golden.assertSame("postgres", new TreeMap<>(Map.of(
                PostgresConf.PATH, PostgresConf.render(plan(2048, Map.of("random_page_cost", "4", "work_mem", "8MB"))),
                PgHba.PATH, PgHba.render(database(
                        Database.Role.of("migrator", ""), new Database.Role("hasura", "s1", true, false),
                        Database.Role.of("app", "s2"))))));
    }

    @Test
    void derivesBuffersFromTheContainersMemory() {
        assertThat(PostgresConf.render(plan(8192, Map.of())))
                .contains("shared_buffers = 2048MB", "effective_cache_size = 6144MB", "maintenance_work_mem = 512MB",
                        "work_mem = 20MB");
    }

    @Test
    void keepsMemoryOfASmallServerAboveTheLeastThatWorks() {
        assertThat(PostgresConf.render(plan(128, Map.of())))
                .contains("shared_buffers = 32MB", "maintenance_work_mem = 16MB", "work_mem = 4MB");
    }

    @Test
    void quotesTheUsersValues() {
        assertThat(PostgresConf.render(plan(512, Map.of("search_path", "\"$user\", 'a\\b'"))))
                .contains("search_path = '\"$user\", ''a\\\\b'''");
    }

    @Test
    void letsNoTuningUndoWhatALaterTierNeeds() {
        String rendered = PostgresConf.render(plan(512, Map.of("wal_level", "minimal")));

        assertThat(rendered.lastIndexOf("wal_level = replica")).isGreaterThan(rendered.lastIndexOf("wal_level = 'minimal'"));
    }

    @Test
    void quotesNamesSoThatNoneIsAKeyword() {
        assertThat(PgHba.render(database(Database.Role.of("all", "s"))))
                .containsPattern("hostssl +\"shop\" +\"all\" ");
    }

    @Test
    void letsNobodyInWithoutAPasswordOrEncryption() {
        String rules = PgHba.render(database(Database.Role.of("app", "s")));

        assertThat(rules.lines().filter(line -> line.startsWith("host ")))
                .containsExactly("host     all          postgres  all   reject");
        assertThat(rules).doesNotContain("trust", "md5");
    }

    private static PostgresPlan plan(int memoryMiB, Map<String, String> tuning) {
        return new PostgresPlan(memoryMiB, new TreeMap<>(tuning));
    }

    private static Database database(Database.Role... roles) {
        return new Database("shop", List.of(), List.of(), List.of(roles), List.of());
    }
}
