package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a container that stays open and takes one script after the other: each costs a round trip, and no process
 * of its own, also where the engine is reached by SSH.
 *
 * <p>Scripts go in by standard input and run in a subshell, so what they hold stands in no command line. When this
 * process is killed, the script that runs comes to its end and the shell ends after it. Used by one thread at a time.
 */
public final class Shell implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Lines output;
    private final Lines errors;
    private final String marker = "nself-" + UUID.randomUUID();
    private int sent;
    private int received;

    private Shell(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new Lines(process.getInputStream());
        this.errors = new Lines(process.getErrorStream());
    }

    /** Opens one in a running container; {@code user} is empty for the container's own. */
    public static Shell in(Container container, String user) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-i"));
        if (!user.isEmpty()) {
            arguments.addAll(List.of("-u", user));
        }
        arguments.addAll(List.of(container.name(), "sh"));
        return start(container.dockerHost(), "container " + container.name(), arguments);
    }

    /** Opens one in a container of its own, which goes away with it; {@code options} are those of {@code docker run}. */
    public static Shell of(Image image, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--rm", "-i", "--pull", "never", "--entrypoint", "sh"));
        arguments.addAll(options);
        arguments.add(image.name());
        return start(image.dockerHost(), "a container of image " + image.name(), arguments);
    }

    /** Sends a script and waits for its end. */
    public Command.Result run(String script, Duration timeout) {
        send(script);
        return receive(timeout);
    }

    /** As {@link #run}, but the output of one that succeeded; else it fails with the script's own words. */
    public String expect(String what, String script, Duration timeout) {
        return expected(what, run(script, timeout));
    }

    /** The output of a result, or the failure that it tells of. */
    public String expected(String what, Command.Result result) {
        if (!result.ok()) {
            String words = (result.errors() + "\n" + result.output()).strip();
            throw new ResourceFailure("%s: %s failed, exit code %d: %s".formatted(name, what, result.exitCode(), words));
        }
        return result.output();
    }

    /** Sends a script without waiting; {@link #receive} gets its result. */
    public void send(String script) {
        sent++;
        // In a subshell, which it may leave by exit; its own input would be the scripts after it.
        String wrapped = "( eval '%1$s' ) </dev/null; code=$?; printf '\\n%%s %%d\\n' %2$s-%3$d $code; printf '\\n%%s\\n' %2$s-%3$d >&2\n"
                .formatted(script.replace("'", "'\\''"), marker, sent);
        try {
            OutputStream input = process.getOutputStream();
            input.write(wrapped.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    /** The result of the oldest script that was sent and not received yet. */
    public Command.Result receive(Duration timeout) {
        received++;
        if (received > sent) {
            throw new IllegalStateException("no script was sent for this result");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        String end = marker + "-" + received;
        StringJoiner out = new StringJoiner("\n");
        String last = collect(output, end, out, deadline, timeout);
        StringJoiner err = new StringJoiner("\n");
        collect(errors, end, err, deadline, timeout);
        int code = Integer.parseInt(last.substring(end.length()).strip());
        return new Command.Result(code, withoutAdded(out), withoutAdded(err));
    }

    /** Whether the shell still takes scripts. */
    public boolean isOpen() {
        return process.isAlive();
    }

    /** Ends the shell; a script that still runs comes to its end by itself. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It ended before.
        }
        process.destroy();
    }

    private String collect(Lines lines, String end, StringJoiner kept, long deadline, Duration timeout) {
        try {
            while (true) {
                Optional<String> line = lines.next(deadline);
                if (line == null) {
                    close();
                    throw new ResourceFailure("%s: a script has no end after %d s".formatted(name, timeout.toSeconds()));
                }
                if (line.isEmpty()) {
                    throw ended();
                }
                if (line.get().equals(end) || line.get().startsWith(end + " ")) {
                    return line.get();
                }
                kept.add(line.get());
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ResourceFailure(name + ": cancelled", e);
        }
    }

    /** The marker begins with a line end of its own, for scripts whose last line has none. */
    private static String withoutAdded(StringJoiner lines) {
        String text = lines.toString();
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private ResourceFailure ended() {
        try {
            boolean dead = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            String words = errors.rest().replaceAll(marker + "-\\d+", "").strip();
            return new ResourceFailure("%s: the shell in it ended%s: %s".formatted(
                    name,
                    dead ? " with exit code " + process.exitValue() : "",
                    words.isEmpty() ? "the container was stopped or the engine cannot be reached any more" : words));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ResourceFailure(name + ": cancelled", e);
        }
    }

    private static Shell start(String dockerHost, String name, List<String> arguments) {
        return new Shell(name, new Engine(dockerHost).start(arguments));
    }

    /** The lines of a stream, as they come. */
    private static final class Lines {

        private final BlockingQueue<Optional<String>> queue = new LinkedBlockingQueue<>();

        private Lines(InputStream stream) {
            Command.PIPES.execute(() -> read(stream));
        }

        private void read(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(line -> queue.add(Optional.of(line)));
            } catch (IOException | UncheckedIOException e) {
                // Closed by this side: whoever waits is told of the end.
            } finally {
                queue.add(Optional.empty());
            }
        }

        /** The next line, empty at the stream's end, null when none came in time. */
        private Optional<String> next(long deadline) throws InterruptedException {
            Optional<String> line = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line != null && line.isEmpty()) {
                queue.add(line);
            }
            return line;
        }

        private String rest() {
            List<Optional<String>> lines = new ArrayList<>();
            queue.drainTo(lines);
            StringJoiner text = new StringJoiner("\n");
            lines.forEach(line -> line.ifPresent(text::add));
            return text.toString();
        }
    }
}
