package dev.nself.provider.hasura;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Hasura's metadata API, called with curl from inside its container: no port needs to be published. */
record HasuraApi(Call call, Container container, String adminSecret) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration START = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The secret is the first line of the input, the request the rest; curl gets the secret by a descriptor. Neither is
     * ever an argument, which every process in the container could read, nor a configuration line of curl, which older
     * versions cut at 100 KiB.
     */
    private static final String POST = """
            IFS= read -r secret
            curl -sS --max-time 280 -w '\\n%{http_code}' -H 'content-type: application/json' -H @/dev/fd/3 \
            --data-binary @- http://127.0.0.1:8080/v1/metadata 3<<END
            x-hasura-admin-secret: $secret
            END
            """;

    /** curl's code for a refused connection. */
    private static final int NOT_LISTENING = 7;

    static HasuraApi of(Call call, Inputs inputs) {
        return new HasuraApi(call, Container.of(inputs), inputs.text("adminSecret"));
    }

    /** What the engine has now. */
    JsonNode export() {
        return post(Map.of("type", "export_metadata", "version", 2, "args", Map.of())).path("metadata");
    }

    /** Replaces everything, or nothing: inconsistent metadata is refused as a whole. */
    void replace(Object metadata) {
        post(Map.of(
                "type",
                "replace_metadata",
                "version",
                2,
                "args",
                Map.of("allow_inconsistent_metadata", false, "metadata", metadata)));
    }

    private JsonNode post(Map<String, Object> request) {
        try {
            String input = adminSecret + "\n" + JSON.writeValueAsString(request);
            String output = curl(input).output().stripTrailing();
            int lastLine = output.lastIndexOf('\n');
            String status = output.substring(lastLine + 1);
            JsonNode answer = JSON.readTree(output.substring(0, Math.max(lastLine, 0)));
            if (!status.equals("200")) {
                throw new ResourceFailure("hasura: %s refused with %s: %s"
                        .formatted(request.get("type"), status, describe(answer)));
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new ResourceFailure("hasura: %s was not answered with JSON".formatted(request.get("type")), e);
        }
    }

    private Command.Result curl(String input) {
        long deadline = System.nanoTime() + START.toNanos();
        Command.Result result = container.exec("", List.of("sh", "-c", POST), input, LIMIT);
        while (result.exitCode() == NOT_LISTENING && System.nanoTime() < deadline) {
            call.progress("waiting for Hasura in " + container.name());
            pause();
            result = container.exec("", List.of("sh", "-c", POST), input, LIMIT);
        }
        if (!result.ok()) {
            throw new ResourceFailure("hasura: cannot be reached in container %s: %s"
                    .formatted(container.name(), result.errors().strip()));
        }
        return result;
    }

    private static String describe(JsonNode answer) {
        StringJoiner text = new StringJoiner("\n  - ");
        text.add(answer.path("error").asText(answer.toString()));
        for (JsonNode object : answer.path("internal")) {
            String name = object.path("name").asText(object.path("definition").toString());
            text.add("%s: %s".formatted(name, object.path("reason").asText()));
        }
        return text.toString();
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while waiting for Hasura", e);
        }
    }
}
