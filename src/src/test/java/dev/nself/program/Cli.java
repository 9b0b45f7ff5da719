package dev.nself.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs programs as a user would, with what they print kept. */
final class Cli {

    /** The checkout under test. */
    static final Path ROOT = root();

    private final Map<String, String> environment = new TreeMap<>();

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs to the end. */
    Result run(Duration limit, List<String> command) {
        Path output = temporary();
        try {
            Process process = start(command, output);
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                endTree(process.toHandle());
                throw new AssertionError(command + " did not end within " + limit + ":\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    Result run(List<String> command) {
        return run(Duration.ofMinutes(10), command);
    }

    Result run(String... command) {
        return run(List.of(command));
    }

    /** Starts in the background; what it prints goes to {@code output}. */
    Process start(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new AssertionError("cannot start " + command.get(0) + ": `./nself test` brings it along, and so does"
                    + " `eval \"$(./nself env)\"` in a shell", failed);
        }
    }

    /** Ends a process and all that it started, at once, as a power cut would. */
    static void endTree(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    static Path temporary() {
        try {
            return Files.createTempFile("nself-test-", ".out");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("Pulumi.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** How a program ended and what it printed, both streams. */
    record Result(int exit, String output) {

        /** The output of a program that has to succeed. */
        String orFail() {
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + ":\n" + output);
            }
            return output;
        }
    }
}
