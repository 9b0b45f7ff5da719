package dev.nself.provider.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Engine;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The small container that puts the rules in force on its server and keeps them so. What it does is in
 * {@code firewall.sh}.
 */
final class FirewallContainer {

    /** Shorter than {@link #TO_CONFIRM}: a filter that shuts the operator out must be undone while somebody waits. */
    static final Duration TO_ANSWER = Duration.ofSeconds(20);

    /** How long the rules stay without a confirmation. */
    static final Duration TO_CONFIRM = Duration.ofSeconds(45);

    private static final Duration TO_APPLY = Duration.ofSeconds(60);

    /** Tells the containers that this made from others of the same name. */
    private static final String OWN_LABEL = "dev.nself.firewall";

    private static final String SCRIPT = script();

    private final Inputs inputs;
    private final Engine engine;
    private final Container container;

    FirewallContainer(Inputs inputs) {
        this.inputs = inputs;
        this.engine = new Engine(inputs.text("dockerHost"));
        this.container = Container.of(inputs);
    }

    Container container() {
        return container;
    }

    /** The iptables that the engine uses, {@code nft} or {@code legacy}: rules of the other would not be seen together. */
    String variant() {
        Command.Result result = once("variant", "");
        String variant = result.output().strip();
        if (!result.ok()) {
            throw new ResourceFailure("image: cannot be run as a firewall, got %s; allowed: an image with sh, grep, sed and"
                    .formatted(inputs.text("image")) + " iptables that is on the engine: " + result.errors().strip());
        }
        return switch (variant) {
            case "nft", "legacy" -> variant;
            case "missing" -> throw new ResourceFailure("image: has no iptables-nft-restore, got %s; use an image with iptables"
                    .formatted(inputs.text("image")));
            default -> throw new ResourceFailure("host %s: the engine keeps no chain DOCKER-USER in iptables; it must manage"
                    .formatted(inputs.text("host")) + " iptables (\"iptables\": true in its daemon.json, the default)");
        };
    }

    /** Starts the container. Rules that an earlier one set stay in force until the new ones take their place. */
    void run(String variant) {
        removeContainer();
        List<String> arguments = new ArrayList<>(List.of("run", "-d", "--name", container.name(), "--restart", "always"));
        arguments.addAll(isolation(variant));
        arguments.addAll(List.of(
                "--memory", "64m", "--memory-swap", "64m", "--pids-limit", "64",
                "--log-driver", "json-file", "--log-opt", "max-size=1m", "--log-opt", "max-file=2",
                "--env", "VARIANT=" + variant,
                "--env", "SECONDS_TO_CONFIRM=" + TO_CONFIRM.toSeconds(),
                "--env", "OPEN_IPV4=" + open(Family.IPV4),
                "--env", "OPEN_IPV6=" + open(Family.IPV6)));
        labels().forEach((name, value) -> arguments.addAll(List.of("--label", name + "=" + value)));
        arguments.addAll(program("keep"));
        require(engine.docker(arguments, "", TO_APPLY), "cannot be started");
    }

    /**
     * Whether the engine is reached over a new connection, now that the rules are in force. If not they undo themselves
     * on the server, since nobody can do it from here until they have; then the container is removed.
     */
    boolean confirm(Call call) {
        long deadline = System.nanoTime() + TO_CONFIRM.multipliedBy(4).toNanos();
        while (true) {
            try {
                inside("applied", TO_ANSWER);
                // One that was made before the rules would go on whatever they say.
                engine.reconnect();
                inside("confirm", TO_ANSWER);
                List<String> status = status();
                if (status.contains("confirmed")) {
                    return true;
                }
                if (status.contains("refused")) {
                    removeContainer();
                    return false;
                }
            } catch (ResourceFailure shutOut) {
                failIfRefusedByTheFilter();
                if (System.nanoTime() > deadline) {
                    throw shutOut;
                }
            }
            call.progress("the engine does not answer any more; waiting until the rules have undone themselves");
            pause(call);
        }
    }

    /** Then the container ends before it is of use, and starts again and again. */
    private void failIfRefusedByTheFilter() {
        try {
            if (container.inspect().filter(found -> found.path("RestartCount").asInt() > 0).isEmpty()) {
                return;
            }
        } catch (ResourceFailure shutOut) {
            return;
        }
        String said = container.lastLines(5);
        removeContainer();
        throw new ResourceFailure("host %s: its packet filter refuses the rules; those before stay: %s"
                .formatted(inputs.text("host"), said));
    }

    /** What is in force, as {@code firewall.sh status} tells it. */
    List<String> status() {
        Command.Result result = inside("status", Engine.INSPECTION);
        return require(result, "does not tell what is in force").output().lines().toList();
    }

    /** Whether the container that is there was made from these inputs. */
    boolean isAsDeclared(JsonNode found) {
        JsonNode labels = found.path("Config").path("Labels");
        return labels().entrySet().stream().allMatch(label -> labels.path(label.getKey()).asText().equals(label.getValue()));
    }

    void removeContainer() {
        remove(container);
    }

    /** Removes the container that an earlier name stands for, on the same server. */
    void removeContainer(String name) {
        remove(new Container(inputs.text("dockerHost"), name));
    }

    private void remove(Container container) {
        Optional<JsonNode> found = container.inspect();
        if (found.isEmpty()) {
            return;
        }
        if (found.get().path("Config").path("Labels").path(OWN_LABEL).isMissingNode()) {
            throw new ResourceFailure("container: is the name of another container on %s, got %s; remove it or choose another name"
                    .formatted(inputs.text("host"), container.name()));
        }
        // With the volume that an image may declare.
        require(engine.docker(List.of("rm", "-f", "-v", container.name()), "", TO_APPLY), "cannot be removed");
    }

    /** Takes the rules away: everything that is published is open again. */
    void removeRules(String variant) {
        require(once("remove", variant), "cannot take its rules away");
    }

    private String open(Family family) {
        return Opening.matches(Ruleset.of(inputs).openings(), family);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(inputs.textMap("labels"));
        labels.put(OWN_LABEL, Integer.toHexString((open(Family.IPV4) + open(Family.IPV6)).hashCode()));
        return labels;
    }

    /** The old iptables opens a raw socket, and shares its lock with the engine's. */
    private static List<String> isolation(String variant) {
        List<String> isolation = new ArrayList<>(List.of(
                "--network", "host", "--user", "0:0", "--cap-drop", "ALL", "--cap-add", "NET_ADMIN",
                "--security-opt", "no-new-privileges:true"));
        if (!variant.equals("nft")) {
            isolation.addAll(List.of("--cap-add", "NET_RAW"));
        }
        if (variant.equals("legacy")) {
            isolation.addAll(List.of("--mount", "type=bind,source=/run/xtables.lock,target=/run/xtables.lock"));
        }
        return isolation;
    }

    private Command.Result once(String word, String variant) {
        List<String> arguments = new ArrayList<>(List.of("run", "--rm", "--env", "VARIANT=" + variant));
        arguments.addAll(isolation(variant));
        arguments.addAll(program(word));
        Command.Result result = engine.docker(arguments, "", TO_APPLY);
        engine.failIfUnreachable(result);
        return result;
    }

    private List<String> program(String word) {
        return List.of("--entrypoint", "sh", inputs.text("image"), "-c", SCRIPT, "nself-firewall", word);
    }

    private Command.Result inside(String word, Duration limit) {
        return container.exec("", List.of("sh", "-c", SCRIPT, "nself-firewall", word), "", limit);
    }

    private Command.Result require(Command.Result result, String problem) {
        engine.failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("container %s: %s: %s".formatted(container.name(), problem, result.errors().strip()));
        }
        return result;
    }

    private static void pause(Call call) {
        call.throwIfCancelled();
        try {
            Thread.sleep(1000);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while the firewall undoes itself", cancelled);
        }
    }

    private static String script() {
        try (InputStream file = FirewallContainer.class.getResourceAsStream("firewall.sh")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
