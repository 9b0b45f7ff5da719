package dev.nself.provider.postgres;

import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;

/** A pause between two looks. */
final class Waiting {

    private Waiting() {}

    static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while waiting for PostgreSQL", e);
        }
    }
}
