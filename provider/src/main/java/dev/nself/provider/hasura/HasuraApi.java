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

    /** Metadata and its version, which every change raises. */
    record Exported(JsonNode metadata, long version) {}

    /** An answer: HTTP status and JSON body. */
    private record Answer(String status, JsonNode body) {}

    /** What the engine has now. */
    Exported export() {
        Answer answer = post(Map.of("type", "export_metadata", "version", 2, "args", Map.of()));
        failUnless200("export_metadata", answer);
        return new Exported(
                answer.body().path("metadata"), answer.body().path("resource_version").asLong());
    }

    /**
     * Replaces everything, or nothing: inconsistent metadata is refused as a whole.
     *
     * @param version the version that the new metadata was made from
     * @return false when the engine has another version by now
     */
    boolean replace(JsonNode metadata, long version) {
        Answer answer = post(Map.of(
                "type",
                "replace_metadata",
                "version",
                2,
                "resource_version",
                version,
                "args",
                Map.of("allow_inconsistent_metadata", false, "metadata", metadata)));
        if (answer.status().equals("409")) {
            return false;
        }
        failUnless200("replace_metadata", answer);
        return true;
    }

    private Answer post(Map<String, Object> request) {
        try {
            String input = adminSecret + "\n" + JSON.writeValueAsString(request);
            String output = curl(input).output().stripTrailing();
            int lastLine = output.lastIndexOf('\n');
            return new Answer(
                    output.substring(lastLine + 1), JSON.readTree(output.substring(0, Math.max(lastLine, 0))));
        } catch (JsonProcessingException e) {
            throw new ResourceFailure("hasura: %s was not answered with JSON".formatted(request.get("type")), e);
        }
    }

    private static void failUnless200(String operation, Answer answer) {
        if (!answer.status().equals("200")) {
            throw new ResourceFailure("hasura: %s refused with status %s: %s"
                    .formatted(operation, answer.status(), describe(answer.body())));
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
