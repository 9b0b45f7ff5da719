package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
        Process process = start(command);
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

    static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new ResourceFailure(
                    "%s: cannot be started; is it installed and in PATH? %s".formatted(command.get(0), e.getMessage()),
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
