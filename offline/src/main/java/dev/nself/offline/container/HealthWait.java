package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until a started container is healthy.
 *
 * <p>As in the published plugin only the time ends the wait: a container that is unhealthy or has exited may still come
 * back by its restart policy. That plugin looks once a second; looking more often at first makes a quick start quick.
 */
final class HealthWait {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final DockerEngine engine;
    private final String id;

    HealthWait(DockerEngine engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /** Returns the engine's report of the healthy container. */
    JsonNode await(Call call, Duration limit) {
        Instant start = Instant.now();
        Duration pause = SHORTEST;
        while (true) {
            JsonNode container = engine.get("/containers/" + id + "/json");
            JsonNode health = container.path("State").path("Health");
            if (health.path("Status").asText().equals("healthy")) {
                return container;
            }
            if (!health.isObject() && container.path("State").path("Running").asBoolean()) {
                throw new ResourceFailure("wait: container " + container.path("Name").asText()
                        + " has no health check to wait for; give healthcheck, or an image that has one");
            }
            Duration waited = Duration.between(start, Instant.now());
            if (waited.compareTo(limit) >= 0) {
                throw new ResourceFailure("container failed to be in healthy state");
            }
            call.throwIfCancelled();
            Sleep.of(pause);
            // About a tenth of the time so far: never much late, and hardly any load on a slow start.
            Duration next = waited.dividedBy(10);
            pause = next.compareTo(SHORTEST) < 0 ? SHORTEST : next.compareTo(LONGEST) > 0 ? LONGEST : next;
        }
    }
}
