package dev.nself.provider.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container on a Docker engine, reached through the docker CLI.
 *
 * @param dockerHost address of the engine; empty for the one of the environment
 * @param name name of the container
 */
public record Container(String dockerHost, String name) {

    /** Whether a container is there. */
    public enum Presence {
        GONE,
        STOPPED,
        RUNNING
    }

    /** The inputs that name a container. */
    public static final Field DOCKER_HOST = Engine.DOCKER_HOST;

    public static final Field CONTAINER =
            Field.textLike("container", Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+"), "the name of a container");

    private static final ObjectMapper JSON = new ObjectMapper();

    public static Container of(Inputs inputs) {
        return new Container(inputs.text("dockerHost"), inputs.text("container"));
    }

    /**
     * Runs a program in the container.
     *
     * @param user the user in the container, empty for the container's own
     * @param input what the program reads; the only place for secrets
     */
    public Command.Result exec(String user, List<String> program, String input, Duration timeout) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-i"));
        if (!user.isEmpty()) {
            arguments.addAll(List.of("-u", user));
        }
        arguments.add(name);
        arguments.addAll(program);
        Command.Result result = docker(arguments, input, timeout);
        failIfUnreachable(result);
        return result;
    }

    /** Whether a program in the container succeeds; a container that does not run has none that does. */
    public boolean succeeds(List<String> program, Duration timeout) {
        List<String> arguments = new ArrayList<>(List.of("exec", name));
        arguments.addAll(program);
        return docker(arguments, "", timeout).ok();
    }

    /** What the engine knows of the container; empty when there is none of that name. */
    public Optional<JsonNode> inspect() {
        Command.Result result =
                docker(List.of("container", "inspect", "--format", "{{json .}}", name), "", Engine.INSPECTION);
        if (!result.ok() && result.errors().contains("No such container")) {
            return Optional.empty();
        }
        failIfUnreachable(result);
        try {
            return Optional.of(JSON.readTree(result.output()));
        } catch (JsonProcessingException e) {
            throw new ResourceFailure("container %s: the engine's answer cannot be read".formatted(name), e);
        }
    }

    /** Whether a refresh can look into the container; warns when it is stopped, for then nothing is compared. */
    public Presence presence(Call call) {
        Optional<JsonNode> found = inspect();
        if (found.isEmpty()) {
            return Presence.GONE;
        }
        if (!found.get().path("State").path("Running").asBoolean()) {
            call.warn("container %s is not running: what is in it is not compared".formatted(name));
            return Presence.STOPPED;
        }
        return Presence.RUNNING;
    }

    /** Runs {@code docker update} on the container. */
    public void update(List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("update"));
        arguments.addAll(options);
        arguments.add(name);
        Command.Result result = docker(arguments, "", Engine.INSPECTION);
        failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("container %s: limits refused: %s".formatted(name, result.errors().strip()));
        }
    }

    /** Stops the container, which its engine then does not start again by itself; one that does not run is left alone. */
    public void stop() {
        // The container says itself how long its program may take before it is killed.
        Command.Result result = docker(List.of("stop", name), "", Duration.ofMinutes(5));
        failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("container %s: cannot be stopped: %s".formatted(name, result.errors().strip()));
        }
    }

    /** Starts the container; one that runs is left alone. */
    public void start() {
        Command.Result result = docker(List.of("start", name), "", Engine.INSPECTION);
        failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("container %s: cannot be started: %s".formatted(name, result.errors().strip()));
        }
    }

    /** Removes the container, running or not; one that is not there, or is being removed, is no error. */
    public void remove() {
        Command.Result result = docker(List.of("rm", "-f", name), "", Engine.INSPECTION);
        long deadline = System.nanoTime() + Engine.INSPECTION.toNanos();
        while (!result.ok() && result.errors().contains("already in progress") && System.nanoTime() < deadline) {
            result = docker(List.of("rm", "-f", name), "", Engine.INSPECTION);
        }
        if (!result.ok() && !result.errors().contains("No such container")) {
            failIfUnreachable(result);
            throw new ResourceFailure("container %s: cannot be removed: %s".formatted(name, result.errors().strip()));
        }
    }

    /** The last lines that the container's program wrote, both streams. */
    public String lastLines(int count) {
        Command.Result result = docker(List.of("logs", "--tail", Integer.toString(count), name), "", Engine.INSPECTION);
        return (result.output() + result.errors()).strip();
    }

    private Command.Result docker(List<String> arguments, String input, Duration timeout) {
        return new Engine(dockerHost).docker(arguments, input, timeout);
    }

    private void failIfUnreachable(Command.Result result) {
        String errors = result.errors();
        if (result.ok()) {
            return;
        }
        if (errors.contains("No such container")) {
            throw new ResourceFailure("container: there is none named %s; if it was removed by hand,".formatted(name)
                    + " run refresh, then up");
        }
        if (errors.matches("(?s).*Container \\S+ is (not running|restarting|paused).*")) {
            throw new ResourceFailure("container: %s is not running; see why with: docker logs --tail 50 %s"
                    .formatted(name, name));
        }
        new Engine(dockerHost).failIfUnreachable(result);
    }
}
