package dev.nself.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the form of a stack file's values, in words. Values that may be secret are not shown. */
final class BindingProblems {
    private final Encrypted encrypted;
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> unusable = new LinkedHashSet<>();
    private final Set<String> misspelt = new LinkedHashSet<>();

    BindingProblems(Encrypted encrypted) {
        this.encrypted = encrypted;
    }

    List<Problem> found() {
        return List.copyOf(found);
    }

    void empty(String path) {
        add(path, "has no value", null, "give it one or remove the key");
    }

    void unknown(String object, String key, Collection<String> known) {
        String path = Paths.key(object, key);
        var nearest = Nearest.to(key, known).map(meant -> Paths.key(object, meant));
        nearest.ifPresent(misspelt::add);
        add(path, "is unknown", null, nearest
                .map(meant -> "did you mean " + meant + "?")
                .orElse("allowed: " + String.join(", ", known)));
    }

    /** A key whose parts were joined with dots instead of being nested. */
    void flat(String path) {
        add(path, "is unknown", null, "nest it: each part of the name is a key of its own below the one before");
    }

    void notAnObject(String path, JsonNode node, Shape.Parts shape) {
        boolean meansSwitch = node.isBoolean() && shape.part("enabled").isPresent();
        wrongType(path, "an object", node, meansSwitch
                ? "write " + Paths.last(path) + ": {enabled: " + node.booleanValue() + "}"
                : "allowed keys: " + String.join(", ", shape.keys()));
    }

    void notAChoice(String path, JsonNode node, List<String> words) {
        String nearest = Nearest.to(node.asText(), words).map(word -> "; did you mean " + word + "?").orElse("");
        add(path, "must be one of " + String.join(", ", words), shown(path, node),
                nearest.isEmpty() ? null : nearest.substring(2));
    }

    void wrongType(String path, String type, JsonNode node, String fix) {
        add(path, "must be " + type, shown(path, node), fix);
    }

    /** Text where the engine should have handed over JSON; it could be anything, so it is not shown. */
    void notStructured(String path, String type, String fix) {
        add(path, "must be " + type, "text", fix);
    }

    private void add(String path, String what, String got, String fix) {
        found.add(new Problem(path, what, got, fix));
        unusable.add(path);
    }

    /**
     * Whether a problem found in the values is only a consequence of one found in their form: the value itself is
     * unusable, or it is missing beside an unusable one that it may depend on, or misspelt.
     */
    boolean explains(Problem problem) {
        return problem.got() == null && misspelt.contains(problem.path()) || unusable.stream().anyMatch(path -> Paths.isIn(problem.path(), path)
                || problem.got() == null
                        && !Paths.parent(path).equals(Paths.NAMESPACE)
                        && (problem.path().equals(Paths.parent(path))
                                || Paths.parent(problem.path()).equals(Paths.parent(path))));
    }

    private String shown(String path, JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "a list";
        }
        if (!encrypted.allowsShowing(path, node.asText())) {
            return node.isTextual() ? "text" : "a value";
        }
        return node.isTextual() ? Problems.quoted(node.asText()) : node.asText();
    }
}
