package dev.nself.offline.container;

import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.schema.Values;
import java.util.Map;

/**
 * Stops and removes a container.
 *
 * <p>Without {@code destroyGraceSeconds} the process is killed at once: {@code stopTimeout} does not count here.
 */
final class Removal {

    private final DockerEngine engine;
    private final Values state;

    Removal(DockerEngine engine, Values state) {
        this.engine = engine;
        this.state = state;
    }

    void of(String id) {
        if (!state.flag("attach")) {
            stop(id);
        }
        boolean volumes = !state.has("removeVolumes") || state.flag("removeVolumes");
        try {
            engine.delete("/containers/" + id + DockerEngine.query(Map.of("force", "1", "v", volumes ? "1" : "")));
        } catch (EngineFailure failure) {
            if (!isOnItsWay(failure)) {
                throw failure.during("Error deleting container " + id);
            }
        }
        await(id);
    }

    private void stop(String id) {
        long grace = Math.max(0, state.number("destroyGraceSeconds"));
        try {
            engine.post("/containers/" + id + "/stop?t=" + grace);
        } catch (EngineFailure failure) {
            // The published plugin fails here too when somebody else has removed the container; a refresh helps.
            throw failure.during("Error stopping container " + id);
        }
    }

    private void await(String id) {
        String condition = state.flag("rm") ? "removed" : "not-running";
        try {
            engine.post("/containers/" + id + "/wait?condition=" + condition);
        } catch (EngineFailure failure) {
            if (!isOnItsWay(failure)) {
                throw failure.during("Error waiting for container removal '" + id + "'");
            }
        }
    }

    private static boolean isOnItsWay(EngineFailure failure) {
        return failure.isNotFound() || failure.says("No such container") || failure.says("is already in progress");
    }
}
