package dev.nself.provider.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.exec.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what a cut-off run had begun to make and never wrote down.
 *
 * <p>A run that is killed while the Docker provider makes a container or a network leaves a thing with the final
 * name that is in no state: the next run would fail on the name. The state lists such unfinished operations; what
 * they were making is removed here when it carries the stack's own label, so that the next run makes it anew.
 * Volumes are left alone: making one that is there takes it over.
 */
public final class Leftovers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Leftovers() {}

    /**
     * Reads an exported state from standard input and removes leftovers of the stack named by the one argument.
     * Prints a line for each.
     */
    public static void main(String[] args) throws IOException {
        String stack = args[0];
        for (Thing thing : unfinished(new ObjectMapper().readTree(System.in))) {
            if (thing.belongsTo(stack)) {
                thing.remove();
                System.out.println("removed the half-made " + thing.kind() + " " + thing.name());
            }
        }
    }

    static List<Thing> unfinished(JsonNode state) {
        List<Thing> things = new ArrayList<>();
        for (JsonNode operation : state.path("deployment").path("pending_operations")) {
            JsonNode resource = operation.path("resource");
            String name = resource.path("inputs").path("name").asText();
            if (operation.path("type").asText().equals("creating") && !name.isEmpty()) {
                kind(resource.path("type").asText()).ifPresent(kind -> things.add(new Thing(kind, name)));
            }
        }
        return things;
    }

    private static Optional<String> kind(String type) {
        return switch (type) {
            case "docker:index/container:Container" -> Optional.of("container");
            case "docker:index/network:Network" -> Optional.of("network");
            default -> Optional.empty();
        };
    }

    /**
     * A thing of the Docker engine.
     *
     * @param kind {@code container} or {@code network}, as the Docker command line has it
     * @param name its name on the engine
     */
    record Thing(String kind, String name) {

        boolean belongsTo(String stack) {
            String labels = kind.equals("container") ? ".Config.Labels" : ".Labels";
            Command.Result label = docker("inspect", "--format", "{{index " + labels + " \"dev.nself.stack\"}}", name);
            return label.ok() && label.output().strip().equals(stack);
        }

        void remove() {
            Command.Result removed = kind.equals("container") ? docker("rm", "--force", name) : docker("rm", name);
            if (!removed.ok()) {
                throw new IllegalStateException("cannot remove the half-made " + kind + " " + name + ": " + removed.errors());
            }
        }

        private Command.Result docker(String... words) {
            List<String> command = new ArrayList<>(List.of("docker", kind));
            command.addAll(List.of(words));
            return Command.run(command, "", PATIENCE);
        }
    }
}
