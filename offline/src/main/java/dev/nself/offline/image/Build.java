package dev.nself.offline.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.engine.RegistryLogins;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** One build of an image and, unless {@code skipPush}, its way to a registry. */
final class Build {

    private final Engines engines;
    private final Values inputs;

    Build(Engines engines, Values inputs) {
        this.engines = engines;
        this.inputs = inputs;
    }

    /** The folder and the Dockerfile that inputs name; paths count from the program's folder. */
    static BuildContext context(Values inputs) {
        Values build = inputs.object("build");
        Path folder = Path.of(build.text("context").isEmpty() ? "." : build.text("context"));
        Path dockerfile = build.text("dockerfile").isEmpty()
                ? folder.resolve("Dockerfile")
                : Path.of(build.text("dockerfile"));
        return new BuildContext(folder, dockerfile);
    }

    /** What the engine builds for when nothing is said, such as {@code linux/amd64}. */
    static String hostPlatform() {
        String architecture = System.getProperty("os.arch");
        return "linux/" + switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }

    Map<String, Object> run(Call call) {
        String name = inputs.text("imageName");
        BuildContext context = context(inputs);
        call.progress("Building the image");
        try {
            send(call, name, context);
            if (!inputs.flag("skipPush")) {
                push(call, name);
            }
            JsonNode image = engines.engine().get("/images/" + ImageStore.path(name) + "/json");
            Map<String, Object> outputs = new LinkedHashMap<>();
            outputs.put("imageName", name);
            outputs.put("baseImageName", name);
            outputs.put("context", inputs.object("build").text("context"));
            outputs.put("dockerfile", context.relativeDockerfile().toString());
            outputs.put("registryServer", inputs.object("registry").text("server"));
            String pushed = image.path("RepoDigests").path(0).asText();
            outputs.put("repoDigest", pushed.isEmpty() ? image.path("Id").asText() : pushed);
            return outputs;
        } catch (EngineFailure failure) {
            throw failure.during("image " + name + " from " + context.folder());
        } catch (IOException e) {
            throw new ResourceFailure("image " + name + ": " + context.folder() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void send(Call call, String name, BuildContext context) throws IOException {
        Path archive = Files.createTempFile("nself-build", ".tar");
        try {
            try (OutputStream out = Files.newOutputStream(archive)) {
                context.writeTo(out);
            }
            try (InputStream in = Files.newInputStream(archive)) {
                engines.engine().stream(
                        "/build" + query(name, context), Map.of("Content-Type", "application/x-tar"), in,
                        message -> show(call, message));
            }
        } finally {
            Files.delete(archive);
        }
    }

    private String query(String name, BuildContext context) {
        Values build = inputs.object("build");
        Map<String, String> query = new TreeMap<>();
        query.put("t", name);
        query.put("dockerfile", context.dockerfileName());
        query.put("version", build.text("builderVersion").equals("BuilderV1") ? "1" : "2");
        query.put("platform", build.text("platform"));
        query.put("target", build.text("target"));
        query.put("buildargs", json(build.textMap("args")));
        query.put("cachefrom", json(build.object("cacheFrom").texts("images")));
        // Of a step that fails too: nobody looks for its container.
        query.put("rm", "1");
        query.put("forcerm", "1");
        return DockerEngine.query(query);
    }

    private void push(Call call, String name) {
        Values registry = inputs.object("registry");
        call.progress("Pushing Image to the registry");
        Map<String, String> headers = RegistryLogins.header(new RegistryLogins.Login(
                registry.text("username"), registry.text("password"), registry.text("server")));
        String path = "/images/" + ImageStore.path(ImageStore.withoutTag(name)) + "/push";
        String query = DockerEngine.query(Map.of("tag", ImageStore.tag(name)));
        engines.engine().stream(path + query, headers, null, message -> show(call, message));
    }

    private static void show(Call call, JsonNode message) {
        call.throwIfCancelled();
        String line = message.path("stream").asText(message.path("status").asText()).strip();
        if (!line.isEmpty()) {
            call.progress(line);
        }
    }

    private static String json(Object value) {
        String text = new String(DockerEngine.bytes(value), StandardCharsets.UTF_8);
        return text.equals("{}") || text.equals("[]") ? "" : text;
    }
}
