package dev.nself.provider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.exec.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFactsTest {

    private static final CheckedServer SERVER = new CheckedServer("app1", new Engine(""), "", List.of(), 0, 4096);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"20.10.24+dfsg1, 1.12", "28.2.2, 1.24", "29.3.0, 1.40", "29.0.1, 1.43"})
    void engines_that_the_plugin_speaks_with_suit(String version, String oldestApi) {
        assertThat(faults(version, oldestApi, 4096, Duration.ofSeconds(2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "19.03.15, 1.12, 'Docker must be 20.10 or newer, got 19.03.15; update it'",
        "20.9.1, 1.12, 'Docker must be 20.10 or newer, got 20.9.1; update it'",
        "29.0.0, 1.44, 'Docker must speak version 1.43 of its interface, got 1.44 and newer only; update it to 29.3"
                + " or newer, or set \"min-api-version\": \"1.43\" in its daemon.json and restart it'"
    })
    void others_do_not(String version, String oldestApi, String fault) {
        assertThat(faults(version, oldestApi, 4096, Duration.ZERO)).containsExactly(fault);
    }

    @Test
    void memory_and_clock_are_told_with_what_is_wanted() {
        assertThat(faults("28.2.2", "1.24", 4095, Duration.ofMillis(-2001))).containsExactly(
                "memory must be at least 4096 MiB, got 4095; use a bigger machine, or give the services less in"
                        + " services.<name>.memoryMiB",
                "the clock must not differ by more than 2 s from this machine's, got 2001 ms behind; let both follow a"
                        + " time server: sudo timedatectl set-ntp true");
    }

    @Test
    void another_architecture_is_named() {
        var engine = new EngineFacts("28.2.2", "1.24", "linux/arm64", 2, 8192, "/var/lib/docker", Duration.ZERO);

        assertThat(engine.faults(SERVER, "linux/amd64")).containsExactly(
                "the architecture must be linux/amd64, got linux/arm64; all servers of a stack are of one kind");
    }

    @Test
    void a_clock_differs_by_what_no_slow_answer_explains() {
        Instant answered = NOON.plusSeconds(3);

        assertThat(EngineFacts.outside(NOON, NOON.plusSeconds(1), answered)).isZero();
        assertThat(EngineFacts.outside(NOON, NOON.minusSeconds(5), answered)).isEqualTo(Duration.ofSeconds(-5));
        assertThat(EngineFacts.outside(NOON, NOON.plusSeconds(9), answered)).isEqualTo(Duration.ofSeconds(6));
    }

    private static List<String> faults(String version, String oldestApi, long memoryMiB, Duration ahead) {
        return new EngineFacts(version, oldestApi, "linux/amd64", 2, memoryMiB, "/var/lib/docker", ahead)
                .faults(SERVER, "linux/amd64");
    }
}
