package dev.nself.provider.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stack exports, as {@code pulumi stack output --json} prints it.
 *
 * @param json an object; empty for a stack that was never up
 */
record Outputs(JsonNode json) {

    /** The output that names the servers: name to the address of its engine. */
    static final String SERVERS = "servers";

    static Outputs read(InputStream input) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode read = json.readTree(input);
        return new Outputs(read.isObject() ? read : json.createObjectNode());
    }

    /** The engines to ask, each once. A stack that says nothing of servers is on the engine of the environment. */
    List<Site> sites() {
        Map<String, List<String>> byAddress = new LinkedHashMap<>();
        json.path(SERVERS).properties().forEach(server -> byAddress
                .computeIfAbsent(server.getValue().asText(), address -> new ArrayList<>())
                .add(server.getKey()));
        if (byAddress.isEmpty()) {
            byAddress.put("", List.of());
        }
        return byAddress.entrySet().stream().map(site -> new Site(site.getKey(), site.getValue())).toList();
    }

    /** Addresses that people open, by their output. */
    Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        json.properties().forEach(output -> {
            if (output.getValue().isTextual() && output.getValue().asText().matches("https?://.*")) {
                urls.put(output.getKey(), output.getValue().asText());
            }
        });
        return urls;
    }
}
