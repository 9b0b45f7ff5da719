package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at a container after its start and at every refresh.
 *
 * <p>One that should run and does not is removed: a refresh then finds it gone and the next run makes a new one.
 */
final class LookAgain {

    private final DockerEngine engine;
    private final Values state;

    LookAgain(DockerEngine engine, Values state) {
        this.engine = engine;
        this.state = state;
    }

    /**
     * The engine's report; empty when the container is gone.
     *
     * @param lastStart when this process last started a container; in the far future when it has not
     */
    Optional<JsonNode> at(String id, Instant lastStart) {
        JsonNode container;
        try {
            container = engine.get("/containers/" + id + "/json");
        } catch (EngineFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure;
        }
        boolean mustRun = !state.has("mustRun") || state.flag("mustRun");
        if (container.path("State").path("Running").asBoolean() || !mustRun) {
            return Optional.of(container);
        }
        new Removal(engine, state).of(id);
        if (lastStart.equals(Instant.MAX)) {
            return Optional.empty();
        }
        Instant end = Instant.parse(container.path("State").path("FinishedAt").asText());
        throw new ResourceFailure(end.isAfter(lastStart)
                ? "container exited immediately"
                : "container failed to be in running state");
    }
}
