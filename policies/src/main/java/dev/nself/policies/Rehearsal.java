package dev.nself.policies;

import dev.nself.policies.types.Json;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourceOptions;
import dev.nself.policy.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Resources that lead through the rules' code, so that what a run needs of it is in the class archive: each as it
 * should be, with nothing given, and with nothing known. {@code rehearsal.json} has them as the engine writes them.
 */
final class Rehearsal {

    private static final String FILE = "rehearsal.json";

    private Rehearsal() {}

    static List<Resource> resources() {
        Value all = Json.of(file()).orElseThrow(() -> new IllegalStateException(FILE + ": no JSON"));
        return all.items().stream().flatMap(Rehearsal::variants).toList();
    }

    private static Stream<Resource> variants(Value given) {
        Map<String, Object> unknown = new LinkedHashMap<>();
        given.get("properties").entries().keySet().forEach(name -> unknown.put(name, Value.unknown()));
        return Stream.of(
                resource(given, "", Value.of(given.get("properties"))),
                resource(given, "-empty", Value.of(Map.of())),
                resource(given, "-unknown", Value.of(unknown)));
    }

    private static Resource resource(Value given, String suffix, Value properties) {
        String type = given.get("type").text().orElseThrow();
        String name = given.get("name").text().orElseThrow() + suffix;
        return new Resource("urn:pulumi:rehearsal::rehearsal::" + type + "::" + name, type, name, properties, ResourceOptions.NONE);
    }

    private static String file() {
        try (InputStream file = Rehearsal.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
