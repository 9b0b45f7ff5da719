package dev.nself.render;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The Docker CLI, for tests that run the real programs with rendered files. */
final class DockerCommand {
    private DockerCommand() {}

    /** What a command said and how it ended. */
    record Result(int exit, String output) {}

    /** The platform's image of a service; skips the test, and says why, where it cannot be had. */
    static String imageOf(String service) {
        assumeTrue(run("version", "--format", "{{.Server.Version}}").exit() == 0,
                "skipped: no Docker engine answers, and this test runs the real " + service);
        Properties images = new Properties();
        try (InputStream in = DockerCommand.class.getResourceAsStream("/dev/nself/model/images.properties")) {
            images.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String image = images.getProperty(service);
        boolean there = run("image", "inspect", image).exit() == 0 || run("pull", "-q", image).exit() == 0;
        assumeTrue(there, "skipped: the image " + image + " is not here and cannot be pulled;"
                + " offline/images/build makes it without a registry");
        return image;
    }

    /** Runs a command to its end; output and errors together. */
    static Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(Arrays.asList(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            return new Result(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for docker", e);
        }
    }

    /** Runs a command that must succeed; gives its output without the last line's end. */
    static String succeed(String... arguments) {
        Result result = run(arguments);
        if (result.exit() != 0) {
            throw new AssertionError(
                    "docker " + String.join(" ", arguments) + " ended with " + result.exit() + ":\n" + result.output());
        }
        return result.output().strip();
    }

    /** Puts files into a container that was created and not started yet, readable by everybody, as the platform does. */
    static void upload(String container, Map<String, String> files) {
        try {
            Path folder = Files.createTempDirectory("nself-test-upload");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey().substring(1));
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.toList()) {
                    String mode = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                }
            }
            succeed("cp", folder + "/.", container + ":/");
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
