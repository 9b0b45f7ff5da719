package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a container that stays open and takes one script after the other: each costs a round trip, and no process
 * of its own, also where the engine is reached by SSH.
 *
 * <p>Scripts go in by standard input and run in a subshell, so what they hold stands in no command line. When this
 * process is killed, the script that runs comes to its end and the shell ends after it. Used by one thread at a time.
 */
public final class Shell implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(10);

    /** What the scripts are written in, and how the end of one is marked: by a line with a marker and its exit code. */
    private enum Language {
        // In a subshell, which it may leave by exit; its own input would be the scripts after it.
        SH("( eval '%1$s' ) </dev/null; code=$?; printf '\\n%%s %%d\\n' %2$s $code; printf '\\n%%s\\n' %2$s >&2\n"),
        PSQL("%1$s\n\\echo\n\\if :ERROR\n\\echo %2$s 1\n\\else\n\\echo %2$s 0\n\\endif\n\\warn\n\\warn %2$s\n");

        private final String form;

        Language(String form) {
            this.form = form;
        }

        private String wrap(String script, String marker) {
            return switch (this) {
                case SH -> form.formatted(script.replace("'", "'\\''"), marker);
                case PSQL -> form.formatted(script, marker);
            };
        }
    }

    private final String name;
    private final boolean own;
    private final Language language;
    private final Process process;
    private final Lines output;
    private final Lines errors;
    private final String marker = "nself-" + UUID.randomUUID();
    private int sent;
    private int received;

    private Shell(String name, boolean own, Language language, Process process) {
        this.name = name;
        this.own = own;
        this.language = language;
        this.process = process;
        this.output = new Lines(process.getInputStream());
        this.errors = new Lines(process.getErrorStream());
    }

    /** Opens one in a running container; {@code user} is empty for the container's own. */
    public static Shell in(Container container, String user) {
        return start(container, user, Language.SH, List.of("sh"));
    }

    /**
     * Opens psql in a running container, connected by these options: its scripts are SQL, of which one statement each is
     * looked at, the last.
     */
    public static Shell psql(Container container, String user, List<String> options) {
        List<String> program = new ArrayList<>(List.of("psql", "-X", "-q", "-A", "-t"));
        program.addAll(options);
        return start(container, user, Language.PSQL, program);
    }

    /** Opens one in a container of its own, which goes away with it; {@code options} are those of {@code docker run}. */
    public static Shell of(Image image, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--rm", "-i", "--pull", "never", "--entrypoint", "sh"));
        arguments.addAll(options);
        arguments.add(image.name());
        Process process = new Engine(image.dockerHost()).start(arguments);
        return new Shell("a container of image " + image.name(), true, Language.SH, process);
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
        String wrapped = language.wrap(script, marker + "-" + sent);
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
        return poll(timeout).orElseThrow(() -> {
            close();
            return new ResourceFailure("%s: a script has no end after %d s".formatted(name, timeout.toSeconds()));
        });
    }

    /** As {@link #receive}; empty when there is none in time, and then nothing more may be asked of the shell. */
    public Optional<Command.Result> poll(Duration timeout) {
        received++;
        if (received > sent) {
            throw new IllegalStateException("no script was sent for this result");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        String end = marker + "-" + received;
        StringJoiner out = new StringJoiner("\n");
        Optional<String> last = collect(output, end, out, deadline);
        StringJoiner err = new StringJoiner("\n");
        if (last.isEmpty() || collect(errors, end, err, deadline).isEmpty()) {
            return Optional.empty();
        }
        int code = Integer.parseInt(last.get().substring(end.length()).strip());
        return Optional.of(new Command.Result(code, withoutAdded(out), withoutAdded(err)));
    }

    /** Whether the shell still takes scripts. */
    public boolean isOpen() {
        return process.isAlive();
    }

    /** Ends the shell; a script that runs comes to its end by itself. A container of its own is gone afterwards. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (own) {
                process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            // It ended before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }

    /** Keeps lines up to the one that marks the end; empty when that does not come in time. */
    private Optional<String> collect(Lines lines, String end, StringJoiner kept, long deadline) {
        try {
            while (true) {
                Optional<String> line = lines.next(deadline);
                if (line == null) {
                    return Optional.empty();
                }
                if (line.isEmpty()) {
                    throw ended();
                }
                if (line.get().equals(end) || line.get().startsWith(end + " ")) {
                    return line;
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

    private static Shell start(Container container, String user, Language language, List<String> program) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-i"));
        if (!user.isEmpty()) {
            arguments.addAll(List.of("-u", user));
        }
        arguments.add(container.name());
        arguments.addAll(program);
        Process process = new Engine(container.dockerHost()).start(arguments);
        return new Shell("container " + container.name(), false, language, process);
    }
}
