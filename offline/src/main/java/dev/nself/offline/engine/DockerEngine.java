package dev.nself.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One Docker engine: its HTTP interface, with answers as JSON trees.
 *
 * <p>Trees and not typed answers, because the published plugin hands through what the engine reports, also values
 * that a client library does not know, such as capabilities with and without their prefix.
 */
public final class DockerEngine {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_REFUSAL = 400;

    private final String address;
    private final DockerHttpClient http;

    /**
     * An engine behind a transport.
     *
     * @param address what a person calls it, for error messages
     */
    public DockerEngine(String address, DockerHttpClient http) {
        this.address = address;
        this.http = http;
    }

    public JsonNode get(String path) {
        return json(request("GET", path).build());
    }

    public JsonNode post(String path) {
        return json(request("POST", path).build());
    }

    public JsonNode post(String path, Object body) {
        return json(request("POST", path)
                .putHeader("Content-Type", "application/json")
                .bodyBytes(bytes(body))
                .build());
    }

    public JsonNode delete(String path) {
        return json(request("DELETE", path).build());
    }

    /** Sends an archive of files. */
    public void put(String path, byte[] tar) {
        json(request("PUT", path)
                .putHeader("Content-Type", "application/x-tar")
                .bodyBytes(tar)
                .build());
    }

    /** The bytes of an answer, for logs. */
    public byte[] bytes(String path) {
        try (Response response = send(request("GET", path).build());
                InputStream body = response.getBody()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Sends a request whose answer is a stream of progress messages; a message that tells of an error fails.
     *
     * @param body what is sent; null for nothing
     */
    public void stream(String path, Map<String, String> headers, InputStream body, Consumer<JsonNode> message) {
        Request.Builder request = request("POST", path).putAllHeaders(headers).body(body);
        try (Response response = send(request.build());
                MappingIterator<JsonNode> messages = JSON.readerFor(JsonNode.class).readValues(response.getBody())) {
            while (messages.hasNextValue()) {
                JsonNode next = messages.nextValue();
                if (next.hasNonNull("error")) {
                    throw new EngineFailure(0, next.path("error").asText().strip(), null);
                }
                message.accept(next);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** A query string with its question mark; without those whose value is empty. */
    public static String query(Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.add(name + "=" + escape(value));
            }
        });
        return query.toString();
    }

    /** A text as a part of a path or a query. */
    public static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A value as JSON text. */
    public static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
    }

    private JsonNode json(Request request) {
        try (Response response = send(request);
                InputStream body = response.getBody()) {
            byte[] content = body.readAllBytes();
            return content.length == 0 || isText(response) ? JSON.missingNode() : JSON.readTree(content);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static boolean isText(Response response) {
        String type = response.getHeader("Content-Type");
        return type != null && type.startsWith("text/plain");
    }

    private Response send(Request request) {
        Response response;
        try {
            response = http.execute(request);
        } catch (RuntimeException e) {
            throw new EngineFailure(
                    0, "Cannot connect to the Docker daemon at " + address + ". Is the docker daemon running?", e);
        }
        if (response.getStatusCode() < FIRST_REFUSAL) {
            return response;
        }
        try (response) {
            throw new EngineFailure(response.getStatusCode(), "Error response from daemon: " + refusal(response), null);
        }
    }

    private static String refusal(Response response) {
        try (InputStream body = response.getBody()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            return text.startsWith("{") ? JSON.readTree(text).path("message").asText(text) : text;
        } catch (IOException e) {
            return "status " + response.getStatusCode();
        }
    }

    private EngineFailure broken(IOException cause) {
        return new EngineFailure(0, "the answer of the Docker daemon at " + address + " broke off: " + cause.getMessage(), cause);
    }

    private static Request.Builder request(String method, String path) {
        return Request.builder().method(method).path(path);
    }
}
