package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** What {@code ./nself test --soak} asks for reaches the process that the tests run in. */
class SoakRoundsIT {

    @Test
    void the_number_of_rounds_comes_from_the_build() {
        assumeTrue(System.getProperty("basedir") != null, "skipped: not run by Maven, which sets the number");

        assertThat(Integer.getInteger("nself.soak.rounds")).isPositive();
    }
}
