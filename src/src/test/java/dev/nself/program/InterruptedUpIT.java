package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An {@code up} that is cut off at any point is finished by the next one. */
class InterruptedUpIT {

    private static final Set<String> SERVICES = Set.of("data-proxy", "hasura", "pooler", "postgres", "proxy", "redis");

    private static final int ROUNDS = Integer.getInteger("nself.soak.rounds", 3);

    @Test
    void the_next_up_ends_in_the_same_state_with_nothing_orphaned() throws Exception {
        Random random = new Random();
        try (TestStack stack = new TestStack("cut").small()) {
            for (int round = 1; round <= ROUNDS; round++) {
                long afterMillis = 2_000 + random.nextInt(14_000);
                Path output = Cli.temporary();
                Process up = stack.startUp(output);
                if (!up.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
                    Cli.endTree(up.toHandle());
                    up.waitFor();
                }
                stack.repair().orFail();
                Cli.Result again = stack.up();
                assertThat(again.exit()).as("cut off after %d ms, then: %s", afterMillis, again.output()).isZero();
                assertThat(stack.containers().keySet()).isEqualTo(SERVICES);
                assertThat(SERVICES).allSatisfy(service -> assertThat(stack.health(service)).as(service).isEqualTo("healthy"));
                stack.up("--expect-no-changes").orFail();
                Cli.Result destroyed = stack.destroy();
                assertThat(destroyed.exit()).as(destroyed.output()).isZero();
                assertThat(stack.containers()).isEmpty();
            }
        }
    }
}
