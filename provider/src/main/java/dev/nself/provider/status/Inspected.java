package dev.nself.provider.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import java.time.Duration;
import java.util.List;

/**
 * A container of the stack.
 *
 * @param address of its engine
 * @param json what the engine knows of it: also its variables, which hold secrets and are never shown
 */
record Inspected(String address, JsonNode json) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    String server() {
        return label("dev.nself.server");
    }

    String service() {
        return label("dev.nself.service");
    }

    String name() {
        return json.path("Name").asText().substring(1);
    }

    String image() {
        return json.path("Image").asText();
    }

    int restarts() {
        return json.path("RestartCount").asInt();
    }

    boolean runs() {
        return json.path("State").path("Running").asBoolean();
    }

    boolean isFirewall() {
        return json.path("Config").path("Labels").has("dev.nself.firewall");
    }

    /** What its health check says; the engine's own word where it has none or does not run. */
    String health() {
        JsonNode health = json.path("State").path("Health").path("Status");
        return runs() && health.isTextual() ? health.asText() : json.path("State").path("Status").asText();
    }

    String argument(int number) {
        return json.path("Args").path(number).asText();
    }

    String variable(String name, String absent) {
        for (JsonNode variable : json.path("Config").path("Env")) {
            if (variable.asText().startsWith(name + "=")) {
                return variable.asText().substring(name.length() + 1);
            }
        }
        return absent;
    }

    /** Runs a program in it, as the user or as its own when that is empty. */
    Command.Result exec(String user, List<String> program, String input) {
        return new Container(address, name()).exec(user, program, input, LIMIT);
    }

    /** Without the variables: a record's own would print them. */
    @Override
    public String toString() {
        return "Inspected[" + name() + "]";
    }

    private String label(String name) {
        return json.path("Config").path("Labels").path(name).asText();
    }
}
