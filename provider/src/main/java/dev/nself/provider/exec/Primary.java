package dev.nself.provider.exec;

import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the PostgreSQL that may be written to: the declared container, or of several candidates the one that serves. */
public final class Primary {

    /** Without them, or with one, it is the declared container. */
    public static final Field CANDIDATES =
            Field.objects("candidates", Fields.of(Container.DOCKER_HOST, Container.CONTAINER)).optional();

    /** A failover takes 30 s at worst. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Duration ONE_LOOK = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private Primary() {}

    /** Waits until one serves. */
    public static Container await(Call call, Inputs inputs) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Optional<Container> found = now(inputs);
        while (found.isEmpty()) {
            call.throwIfCancelled();
            if (System.nanoTime() > deadline) {
                throw new ResourceFailure("candidates: none of %s is a primary after %d s; see docker logs of each".formatted(
                        String.join(", ", candidates(inputs).stream().map(Container::name).toList()), LIMIT.toSeconds()));
            }
            call.progress("waiting for a primary");
            pause();
            found = now(inputs);
        }
        return found.get();
    }

    /** The one that serves now; the declared container, whatever it does, when there is nothing to choose from. */
    public static Optional<Container> now(Inputs inputs) {
        List<Container> candidates = candidates(inputs);
        if (candidates.size() < 2) {
            return Optional.of(Container.of(inputs));
        }
        List<Container> primaries = candidates.stream()
                .filter(candidate -> isPrimary(candidate, inputs.text("superuser")))
                .toList();
        if (primaries.size() > 1) {
            throw new ResourceFailure("candidates: %s are primaries at the same time; stop the one whose data is not wanted"
                    .formatted(String.join(", ", primaries.stream().map(Container::name).toList())));
        }
        return primaries.stream().findFirst();
    }

    private static List<Container> candidates(Inputs inputs) {
        return inputs.objects("candidates").stream().map(Container::of).toList();
    }

    private static boolean isPrimary(Container candidate, String superuser) {
        boolean runs = candidate.inspect()
                .map(found -> found.path("State").path("Running").asBoolean())
                .orElse(false);
        if (!runs) {
            return false;
        }
        List<String> query = List.of(
                "psql", "-X", "-A", "-t", "-U", superuser, "-d", "postgres", "-c", "SELECT pg_is_in_recovery()");
        return candidate.exec(superuser, query, "", ONE_LOOK).output().strip().equals("f");
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while waiting for a primary", e);
        }
    }
}
