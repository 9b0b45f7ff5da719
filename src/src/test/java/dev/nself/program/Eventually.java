package dev.nself.program;

import java.time.Duration;
import java.time.Instant;

/** Waits for what the platform does by itself. */
final class Eventually {

    private Eventually() {}

    static void within(Duration limit, Runnable check) {
        Instant end = Instant.now().plus(limit);
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError notYet) {
                if (Instant.now().isAfter(end)) {
                    throw notYet;
                }
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
        }
    }
}
