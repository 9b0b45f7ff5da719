package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("domain", "tier", "target", "memoryMiB", "services");

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("teir", KEYS)).contains("tier");
        assertThat(Nearest.to("memory", KEYS)).contains("memoryMiB");
        assertThat(Nearest.to("memory_mib", KEYS)).contains("memoryMiB");
        assertThat(Nearest.to("servces", KEYS)).contains("services");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.to("kubernetes", KEYS)).isEmpty();
        assertThat(Nearest.to("1.1", List.of("1.2", "1.3"))).isEmpty();
    }

    @Test
    void countsASwapOfNeighboursAsOneMistake() {
        assertThat(Nearest.distance("teir", "tier")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }
}
