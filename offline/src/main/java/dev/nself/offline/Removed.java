package dev.nself.offline;

import dev.nself.offline.container.Sleep;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.time.Instant;

/** Removes things that a container may still hold for a moment. */
final class Removed {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Removed() {}

    /**
     * Tries until it is gone, as long as the engine says that it is in use.
     *
     * @param inUse how the engine says that
     */
    static void patiently(Call call, String inUse, Runnable removal) {
        Instant start = Instant.now();
        while (true) {
            try {
                removal.run();
                return;
            } catch (EngineFailure failure) {
                if (failure.isNotFound()) {
                    return;
                }
                if (!failure.says(inUse)) {
                    throw new ResourceFailure(failure.getMessage(), failure);
                }
                if (Duration.between(start, Instant.now()).compareTo(LIMIT) > 0) {
                    throw failure.during("timeout while waiting for state to become 'removed' (timeout: "
                            + LIMIT.toSeconds() + "s)");
                }
            }
            call.throwIfCancelled();
            Sleep.of(PAUSE);
        }
    }
}
