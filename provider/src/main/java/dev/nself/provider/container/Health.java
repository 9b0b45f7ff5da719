package dev.nself.provider.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Waits until a container works, and says why when it does not.
 *
 * <p>The engine asks every few seconds, since each question costs a process; whoever waits for an answer asks the same
 * question more often, and so does not wait for the engine's clock.
 */
final class Health {

    /** Short, since an {@code up} waits for several containers one after the other. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** A program that ended so often will not work by itself; the engine waits longer before each new start. */
    private static final int RESTARTS_TO_GIVE_UP = 8;

    private static final int LINES_SHOWN = 20;

    private static final Duration ONE_CHECK = Duration.ofSeconds(30);

    private final Container container;
    private final Call call;

    Health(Container container, Call call) {
        this.container = container;
        this.call = call;
    }

    /** Returns once the container's own health check passes, or it runs when it has none. */
    void awaitWorking(Duration limit) {
        await(limit, found -> runs(found) && (healthy(found) || passes(found)));
    }

    /** The same, but a container that runs and does not work in time is only told of. */
    void awaitWorkingOrWarn(Duration limit) {
        try {
            awaitWorking(limit);
        } catch (ResourceFailure notYet) {
            if (!runs(look())) {
                throw notYet;
            }
            call.warn(notYet.getMessage());
        }
    }

    /** Returns once the engine calls the container healthy, too. */
    void awaitHealthy(Duration limit) {
        await(limit, found -> runs(found) && healthy(found));
    }

    private void await(Duration limit, Predicate<JsonNode> done) {
        Instant begin = Instant.now();
        String last = "";
        while (true) {
            JsonNode state = look();
            if (done.test(state)) {
                return;
            }
            Duration waited = Duration.between(begin, Instant.now());
            if (waited.compareTo(limit) > 0 || state.path("RestartCount").asInt() >= RESTARTS_TO_GIVE_UP) {
                throw failure(state, waited);
            }
            String line = describe(state);
            if (!line.equals(last)) {
                call.progress(line);
                last = line;
            }
            pause();
        }
    }

    private JsonNode look() {
        call.throwIfCancelled();
        return container.inspect().orElseThrow(() -> new ResourceFailure(
                "container %s: there is none; if it was removed by hand, run refresh, then up".formatted(container.name())));
    }

    private static boolean runs(JsonNode found) {
        JsonNode state = found.path("State");
        return state.path("Running").asBoolean() && !state.path("Restarting").asBoolean();
    }

    private static boolean healthy(JsonNode found) {
        JsonNode health = found.path("State").path("Health");
        return health.isMissingNode() || health.path("Status").asText().equals("healthy");
    }

    /** Asks what the engine would ask, now. */
    private boolean passes(JsonNode found) {
        List<String> test = new ArrayList<>();
        found.path("Config").path("Healthcheck").path("Test").forEach(word -> test.add(word.asText()));
        if (test.size() < 2) {
            return false;
        }
        List<String> program = test.get(0).equals("CMD-SHELL") ? List.of("/bin/sh", "-c", test.get(1)) : test.subList(1, test.size());
        return container.succeeds(program, ONE_CHECK);
    }

    private static String describe(JsonNode found) {
        int restarts = found.path("RestartCount").asInt();
        String health = found.path("State").path("Health").path("Status").asText("none");
        return found.path("State").path("Status").asText() + ", health " + health
                + (restarts == 0 ? "" : ", restarted " + restarts + " times");
    }

    private ResourceFailure failure(JsonNode found, Duration waited) {
        String exit = found.path("RestartCount").asInt() == 0 ? "" : ", last exit code " + found.path("State").path("ExitCode").asInt();
        String probes = lastProbe(found);
        return new ResourceFailure("container %s: not healthy after %d s (%s%s)%s; its last log lines:\n%s".formatted(
                container.name(), waited.toSeconds(), describe(found), exit, probes, container.lastLines(LINES_SHOWN)));
    }

    private static String lastProbe(JsonNode found) {
        JsonNode log = found.path("State").path("Health").path("Log");
        if (log.isEmpty()) {
            return "";
        }
        String output = log.get(log.size() - 1).path("Output").asText().strip();
        return output.isEmpty() ? "" : "; its health check said: " + output;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while waiting for health", cancelled);
        }
    }
}
