package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.image.ImageStore;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The steps from declared inputs to a running container, in the published plugin's order. */
final class Creation {

    private final Engines engines;
    private final DockerEngine engine;
    private final Values declared;

    Creation(Engines engines, Values declared) {
        this.engines = engines;
        this.engine = engines.engine();
        this.declared = declared;
    }

    /** Makes the container, after pulling its image when it is not here, and returns its id. */
    String create(Call call) {
        declared.texts("command").stream().filter(String::isEmpty).findFirst().ifPresent(empty -> {
            throw new ResourceFailure("values for command may not be empty");
        });
        Map<String, Object> body = new CreateRequest(declared).body();
        String path = "/containers/create" + DockerEngine.query(Map.of("name", declared.text("name")));
        try {
            return engine.post(path, body).path("Id").asText();
        } catch (EngineFailure failure) {
            if (!failure.isNotFound() || !failure.says("No such image")) {
                throw failure.during("Unable to create container");
            }
        }
        String image = declared.text("image");
        try {
            new ImageStore(engine, engines.logins()).findOrPull(call, image, "");
        } catch (EngineFailure | ResourceFailure failure) {
            throw new ResourceFailure(
                    "Unable to create container with image " + image + ": " + failure.getMessage(), failure);
        }
        try {
            return engine.post(path, body).path("Id").asText();
        } catch (EngineFailure failure) {
            throw failure.during("Unable to create container");
        }
    }

    /** Takes the container off the default network, joins its own ones, and puts its files into it. */
    void connectAndUpload(String id) {
        List<Values> networks = declared.objects("networksAdvanced");
        if (!networks.isEmpty()) {
            leaveDefault(id);
        }
        networks.forEach(network -> join(id, network));
        List<Values> uploads = declared.objects("uploads");
        if (!uploads.isEmpty()) {
            byte[] archive = Uploads.archive(uploads);
            attempt("Unable to upload volume content", () -> engine.put("/containers/" + id + "/archive?path=%2F", archive));
        }
    }

    private void leaveDefault(String id) {
        try {
            engine.post("/networks/bridge/disconnect", Map.of("Container", id));
        } catch (EngineFailure failure) {
            if (!failure.says("is not connected to the network bridge")) {
                throw failure.during("Unable to disconnect the default network");
            }
        }
    }

    private void join(String id, Values network) {
        Map<String, Object> addresses = new TreeMap<>();
        addresses.put("IPv4Address", network.text("ipv4Address"));
        addresses.put("IPv6Address", network.text("ipv6Address"));
        Map<String, Object> endpoint = Map.of("Aliases", network.texts("aliases"), "IPAMConfig", addresses);
        String name = network.text("name");
        attempt("Unable to connect to network '" + name + "'", () -> engine.post(
                "/networks/" + DockerEngine.escape(name) + "/connect",
                Map.of("Container", id, "EndpointConfig", endpoint)));
    }

    /** Starts the container unless it shall only be made; with {@code wait} the engine's report once it is healthy. */
    Optional<JsonNode> start(Call call, String id) {
        if (!declared.flag("start")) {
            return Optional.empty();
        }
        attempt("Unable to start container", () -> engine.post("/containers/" + id + "/start"));
        if (!declared.flag("wait")) {
            return Optional.empty();
        }
        return Optional.of(new HealthWait(engine, id).await(call, Duration.ofSeconds(declared.number("waitTimeout"))));
    }

    /** With {@code attach} waits for the end; with {@code logs} too, what the container wrote. */
    Optional<String> attach(String id) {
        if (!declared.flag("attach")) {
            return Optional.empty();
        }
        attempt("Unable to wait container end of execution", () -> engine.post("/containers/" + id + "/wait"));
        if (!declared.flag("logs")) {
            return Optional.empty();
        }
        byte[] stream = engine.bytes("/containers/" + id + "/logs?stdout=1&stderr=1");
        return Optional.of(declared.flag("tty") ? LogStream.plain(stream) : LogStream.framed(stream));
    }

    private static void attempt(String what, Runnable request) {
        try {
            request.run();
        } catch (EngineFailure failure) {
            throw failure.during(what);
        }
    }
}
