package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program run as a child, without a shell: its input, and what came back. */
public final class Command {

    /**
     * Threads for the ends of the pipes, as many as there are. A pool with a bound, as the common one, would let
     * programs that wait for their input starve each other.
     */
    static final Executor PIPES = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "pipe");
        thread.setDaemon(true);
        return thread;
    });

    private Command() {}

    /**
     * What a program left behind.
     *
     * @param exitCode 0 for success
     * @param output what it wrote to its standard output
     * @param errors what it wrote to its standard error
     */
    public record Result(int exitCode, String output, String errors) {
        public boolean ok() {
            return exitCode == 0;
        }
    }

    /** Runs the program, gives it the input and waits. A timed out or cancelled one is ended. */
    public static Result run(List<String> command, String input, Duration timeout) {
        return run(command, Map.of(), input, timeout);
    }

    /**
     * As {@link #run(List, String, Duration)}, with variables that are added to those of this process. Every program of
     * the same user may read them: no place for secrets.
     */
    public static Result run(List<String> command, Map<String, String> environment, String input, Duration timeout) {
        Process process = start(command, environment);
        try {
            CompletableFuture<String> output = readAll(process.getInputStream());
            CompletableFuture<String> errors = readAll(process.getErrorStream());
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(process, input), PIPES);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ResourceFailure("%s: no end after %d s".formatted(name(command), timeout.toSeconds()));
            }
            written.get(5, TimeUnit.SECONDS);
            return new Result(process.exitValue(), output.get(5, TimeUnit.SECONDS), errors.get(5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure(name(command) + ": cancelled", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ResourceFailure(name(command) + ": its output cannot be read: " + e.getMessage(), e);
        } finally {
            process.destroy();
        }
    }

    static Process start(List<String> command, Map<String, String> environment) {
        return start(new ProcessBuilder(command), environment);
    }

    /** Runs the program with the output and the errors of this process and waits for its end; returns its exit code. */
    static int show(List<String> command, Map<String, String> environment) {
        Process process = start(
                new ProcessBuilder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT), environment);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure(name(command) + ": cancelled", e);
        } finally {
            process.destroy();
        }
    }

    private static Process start(ProcessBuilder builder, Map<String, String> environment) {
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ResourceFailure(
                    "%s: cannot be started; is it installed and in PATH? %s".formatted(builder.command().get(0), e.getMessage()),
                    e);
        }
    }

    private static CompletableFuture<String> readAll(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                PIPES);
    }

    private static void write(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program ended before it read all of it: its exit code and its words tell why.
        }
    }

    /** The program and its first words, for messages; never its input. */
    private static String name(List<String> command) {
        return String.join(" ", command.subList(0, Math.min(4, command.size())));
    }
}
