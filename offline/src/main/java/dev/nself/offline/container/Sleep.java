package dev.nself.offline.container;

import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;

/** Pauses that a cancelled run ends. */
public final class Sleep {

    private Sleep() {}

    public static void of(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled", e);
        }
    }
}
