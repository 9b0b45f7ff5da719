package dev.nself.offline.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.RegistryLogins;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.Map;
import java.util.Optional;

/** The images that an engine has, and how it gets more. */
public final class ImageStore {

    private final DockerEngine engine;
    private final RegistryLogins logins;

    public ImageStore(DockerEngine engine, RegistryLogins logins) {
        this.engine = engine;
        this.logins = logins;
    }

    /** An image by name or id; empty when the engine has none. */
    Optional<JsonNode> find(String name) {
        try {
            return Optional.of(engine.get("/images/" + path(name) + "/json"));
        } catch (EngineFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * An image by name; from its registry only when the engine does not have it.
     *
     * @param platform for example {@code linux/amd64}; empty for the engine's own
     */
    public JsonNode findOrPull(Call call, String name, String platform) {
        if (name.isEmpty()) {
            throw new ResourceFailure("empty image name is not allowed");
        }
        return find(name).orElseGet(() -> {
            pull(call, name, platform);
            return find(name).orElseThrow(() -> new ResourceFailure("unable to find or pull image " + name));
        });
    }

    /** The digest under which a registry knows an image; empty for one that was only made here. */
    static String repoDigest(JsonNode image, String name) {
        JsonNode digests = image.path("RepoDigests");
        if (digests.size() <= 1) {
            return digests.path(0).asText();
        }
        String repository = withoutTag(name);
        for (JsonNode digest : digests) {
            if (digest.asText().startsWith(repository + "@")) {
                return digest.asText();
            }
        }
        return "";
    }

    /** Names go into a path as they are, slashes and colons included. */
    static String path(String name) {
        return name.replace(" ", "%20").replace("?", "%3F").replace("#", "%23");
    }

    private void pull(Call call, String name, String platform) {
        call.progress("pulling image " + name);
        String query = DockerEngine.query(Map.of(
                "fromImage", withoutTag(name), "tag", tag(name), "platform", platform));
        try {
            engine.stream("/images/create" + query, logins.headersFor(name), null, message -> call.throwIfCancelled());
        } catch (EngineFailure failure) {
            throw new ResourceFailure(
                    "unable to pull image " + name + ": error pulling image " + name + ": " + failure.getMessage(), failure);
        }
    }

    static String withoutTag(String name) {
        int at = name.indexOf('@');
        if (at >= 0) {
            return name.substring(0, at);
        }
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    static String tag(String name) {
        String rest = name.substring(withoutTag(name).length());
        return rest.isEmpty() ? "latest" : rest.substring(1);
    }
}
