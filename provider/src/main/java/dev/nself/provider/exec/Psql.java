package dev.nself.provider.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * psql inside a PostgreSQL container, over the local socket as the superuser. SQL goes in by standard input only.
 *
 * @param container where the server runs
 * @param superuser the database role, also the user in the container
 */
public record Psql(Container container, String superuser) {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Runs the script and returns the rows it prints, unaligned; stops at the first error. The script may run twice: a
     * new data directory is served by a first server, which goes away, before the one that stays.
     */
    public Command.Result run(Call call, String database, String script, Duration timeout) {
        return whileRefused(
                call,
                result -> isStarting(result) || isCutOff(result),
                () -> container.exec(superuser, command(database), script, timeout));
    }

    /**
     * As {@link #run}, but once: the first statement runs only after the whole script has arrived, and the work goes on
     * when the run that started it is killed.
     */
    public Command.Result runWhole(Call call, String database, String script, Duration timeout) {
        int bytes = script.getBytes(StandardCharsets.UTF_8).length;
        String store = """
                set -eu
                script=$(mktemp)
                trap 'rm -f "$script"' EXIT
                cat >"$script"
                if [ "$(wc -c <"$script")" -ne "$0" ]; then echo "the script arrived cut off" >&2; exit 4; fi
                "$@" <"$script"
                """;
        List<String> shell = new ArrayList<>(List.of("sh", "-c", store, Integer.toString(bytes)));
        shell.addAll(command(database));
        return whileRefused(call, Psql::isStarting, () -> container.exec(superuser, shell, script, timeout));
    }

    /** The one JSON value that the query yields. */
    public JsonNode query(Call call, String database, String query) {
        Command.Result result = run(call, database, query, Duration.ofMinutes(2));
        if (!result.ok()) {
            throw new ResourceFailure("database %s: %s".formatted(database, result.errors().strip()));
        }
        try {
            return JSON.readTree(result.output());
        } catch (JsonProcessingException e) {
            throw new ResourceFailure("database %s: an answer cannot be read: %s".formatted(database, result.output()), e);
        }
    }

    private List<String> command(String database) {
        return List.of(
                "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", superuser, "-d", database, "-f", "-");
    }

    /** A server that is just starting, or starting again, refuses connections for some seconds. */
    private Command.Result whileRefused(
            Call call, Predicate<Command.Result> refused, Supplier<Command.Result> attempt) {
        long deadline = System.nanoTime() + START.toNanos();
        Command.Result result = attempt.get();
        while (refused.test(result) && System.nanoTime() < deadline) {
            call.progress("waiting for PostgreSQL in " + container.name());
            pause();
            result = attempt.get();
        }
        return result;
    }

    private static boolean isStarting(Command.Result result) {
        return result.exitCode() == 2
                && result.errors().matches("(?s).*(No such file or directory|Connection refused|is starting up"
                        + "|is shutting down|not yet accepting connections).*");
    }

    private static boolean isCutOff(Command.Result result) {
        return result.exitCode() == 2
                && result.errors().matches("(?s).*(terminating connection due to administrator command"
                        + "|server closed the connection unexpectedly).*");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while waiting for PostgreSQL", e);
        }
    }
}
