package dev.nself.offline.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0s, 0s", "0, 0s", "5s, 5s", "60s, 1m0s", "1m0s, 1m0s", "90s, 1m30s", "1h, 1h0m0s", "500ms, 500ms",
        "1500ms, 1.5s", "1m0.5s, 1m0.5s", "250us, 250µs", "7ns, 7ns"
    })
    void writesTheCanonicalForm(String declared, String canonical) {
        assertThat(GoDuration.format(GoDuration.parse(declared))).isEqualTo(canonical);
    }
}
