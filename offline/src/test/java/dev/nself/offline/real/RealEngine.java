package dev.nself.offline.real;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The Docker engine of this machine, with a small image of a static busybox; both only for tests. */
public final class RealEngine {

    public static final String PREFIX = "nself-test-plugin-";
    public static final String IMAGE = PREFIX + "busybox:1";

    private static final List<String> PROGRAMS =
            List.of("sh", "sleep", "cat", "stat", "test", "true", "false", "touch", "echo", "env", "httpd", "id");

    private final Engines engines = new Engines();

    /** The engine, and the image in it; a test that cannot get them is skipped with the reason. */
    public static RealEngine orSkip() {
        RealEngine real = new RealEngine();
        try {
            real.engine().get("/_ping");
        } catch (EngineFailure e) {
            assumeTrue(false, "needs a Docker engine: " + e.getMessage());
        }
        if (real.report("/images/" + IMAGE + "/json").isEmpty()) {
            byte[] tar = busybox().orElse(new byte[0]);
            assumeTrue(tar.length > 0, "needs a static busybox: apt-get install busybox-static");
            real.engine().stream(
                    "/images/create?fromSrc=-&repo=" + PREFIX + "busybox&tag=1",
                    Map.of("Content-Type", "application/x-tar"),
                    new ByteArrayInputStream(tar),
                    message -> {});
        }
        return real;
    }

    public Engines engines() {
        return engines;
    }

    public DockerEngine engine() {
        return engines.engine();
    }

    public String imageId() {
        return engine().get("/images/" + IMAGE + "/json").path("Id").asText();
    }

    /** The engine's report of a container, or nothing. */
    public Optional<JsonNode> container(String nameOrId) {
        return report("/containers/" + nameOrId + "/json");
    }

    /** What a command in a container prints. */
    public String output(String container, String... command) {
        List<String> call = new ArrayList<>(List.of("docker", "exec", container));
        call.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(call).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what tests of this prefix left. */
    public void sweep() {
        for (JsonNode container : engine().get("/containers/json?all=1")) {
            if (container.path("Names").path(0).asText().startsWith("/" + PREFIX)) {
                engine().delete("/containers/" + container.path("Id").asText() + "?force=1&v=1");
            }
        }
        for (JsonNode network : engine().get("/networks")) {
            if (network.path("Name").asText().startsWith(PREFIX)) {
                engine().delete("/networks/" + network.path("Id").asText());
            }
        }
        for (JsonNode volume : engine().get("/volumes").path("Volumes")) {
            if (volume.path("Name").asText().startsWith(PREFIX)) {
                engine().delete("/volumes/" + volume.path("Name").asText() + "?force=1");
            }
        }
    }

    /** Removes the image too, after the last test of a class. */
    public static void leave() {
        RealEngine real = new RealEngine();
        try {
            real.sweep();
            real.engine().delete("/images/" + IMAGE + "?force=1");
        } catch (EngineFailure e) {
            // A class whose tests were all skipped made nothing.
            assumeTrue(false, "nothing to remove: " + e.getMessage());
        }
    }

    private Optional<JsonNode> report(String path) {
        try {
            return Optional.of(engine().get(path));
        } catch (EngineFailure e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<byte[]> busybox() {
        try {
            Path folder = Files.createTempDirectory("nself-test-busybox");
            String script = "set -e; cd '" + folder + "'; if command -v busybox >/dev/null && ! ldd \"$(command -v busybox)\""
                    + " >/dev/null 2>&1; then cp \"$(command -v busybox)\" busybox; else apt-get download -q busybox-static;"
                    + " dpkg-deb -x busybox-static_*.deb x; cp x/bin/busybox busybox; fi";
            Process process = new ProcessBuilder("sh", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return process.waitFor() == 0 ? Optional.of(tar(Files.readAllBytes(folder.resolve("busybox")))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static byte[] tar(byte[] busybox) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry program = new TarArchiveEntry("bin/busybox");
            program.setMode(0755);
            program.setSize(busybox.length);
            tar.putArchiveEntry(program);
            tar.write(busybox);
            tar.closeArchiveEntry();
            for (String name : PROGRAMS) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + name, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
