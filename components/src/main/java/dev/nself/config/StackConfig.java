package dev.nself.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a platform's arguments from a stack's configuration. */
public final class StackConfig {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Shape.Parts PLATFORM = new Shape.Parts(PlatformArgs.class);

    private StackConfig() {}

    /**
     * Binds and checks the {@code nself:} keys; keys of other namespaces are left alone.
     *
     * @param stackFile name of the stack file for messages, such as {@code stacks/Pulumi.local.yaml}
     * @param rawByKey full key to its value as the engine hands it over: plain text, or JSON for what has parts
     * @param encrypted what the stack file holds encrypted: full keys ({@code nself:auth}) or paths inside them
     *     ({@code nself:auth.smtp.password}); {@link StackFile} finds them
     * @throws InvalidConfig naming every problem
     */
    public static PlatformArgs read(String stackFile, Map<String, String> rawByKey, Set<String> encrypted) {
        var secrets = new Encrypted(encrypted);
        var form = new BindingProblems(secrets);
        PlatformArgs args = bind(rawByKey, form);
        List<Problem> problems = new ArrayList<>(form.found());
        PlatformValidation.validate(args).stream()
                .filter(problem -> !form.explains(problem))
                .map(problem -> secrets.covers(problem.path()) ? problem.withoutValue() : problem)
                .forEach(problems::add);
        problems.addAll(PlainSecrets.in(args, secrets));
        if (!problems.isEmpty()) {
            throw new InvalidConfig(stackFile, DeclarationOrder.sort(problems));
        }
        return args;
    }

    private static PlatformArgs bind(Map<String, String> rawByKey, BindingProblems problems) {
        Map<String, String> ours = new TreeMap<>();
        rawByKey.forEach((key, value) -> {
            if (key.startsWith(Paths.NAMESPACE)) {
                ours.put(key.substring(Paths.NAMESPACE.length()), value);
            }
        });
        ours.keySet().stream().filter(key -> PLATFORM.part(key).isEmpty()).forEach(key -> unknown(key, problems));
        var binder = new Binder(problems);
        return (PlatformArgs) PLATFORM.make(PLATFORM.parts().stream()
                .map(part -> ours.containsKey(part.key()) ? top(part, ours.get(part.key()), binder, problems) : null)
                .toArray());
    }

    private static void unknown(String key, BindingProblems problems) {
        int dot = key.indexOf('.');
        if (dot > 0 && PLATFORM.part(key.substring(0, dot)).isPresent()) {
            problems.flat(Paths.NAMESPACE + key);
        } else {
            problems.unknown(Paths.NAMESPACE, key, PLATFORM.keys());
        }
    }

    private static Object top(Shape.Part part, String raw, Binder binder, BindingProblems problems) {
        String path = Paths.NAMESPACE + part.key();
        if (part.shape() instanceof Shape.Scalar || part.shape() instanceof Shape.Choice) {
            return binder.bind(part.shape(), TextNode.valueOf(raw), path);
        }
        JsonNode node = structured(raw);
        if (node == null || node.isTextual()) {
            boolean list = part.shape() instanceof Shape.Items;
            problems.notStructured(path, list ? "a list" : "an object", part.shape() instanceof Shape.Parts parts
                    ? "allowed keys: " + String.join(", ", parts.keys())
                    : "nest its entries below it");
            return null;
        }
        return binder.bind(part.shape(), node, path);
    }

    /** The parsed value, or null when it is not JSON; the parser's own message would quote the text. */
    private static JsonNode structured(String raw) {
        try {
            JsonNode node = JSON.readTree(raw);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
