package dev.nself.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all rules of a pack say of a resource or a stack.
 *
 * @param diagnostics in the rules' order
 * @param notApplicable ids of rules that had nothing to judge, with the reason
 */
public record Judgement(List<Diagnostic> diagnostics, Map<String, String> notApplicable) {

    /** What several rules say in the same words of the same resource (a value not known yet) is said once, by the first. */
    static Judgement of(List<Diagnostic> diagnostics, Map<String, String> notApplicable) {
        Map<Object, List<Diagnostic>> alike = new LinkedHashMap<>();
        for (Diagnostic diagnostic : diagnostics) {
            Object key = diagnostic.violation().isPresent()
                    ? new Object()
                    : List.of(diagnostic.urn(), diagnostic.message(), diagnostic.level());
            alike.computeIfAbsent(key, first -> new ArrayList<>()).add(diagnostic);
        }
        return new Judgement(alike.values().stream().map(Judgement::once).toList(), notApplicable);
    }

    private static Diagnostic once(List<Diagnostic> alike) {
        Diagnostic first = alike.get(0);
        if (alike.size() == 1) {
            return first;
        }
        List<String> others = alike.stream().skip(1).map(diagnostic -> diagnostic.rule().id()).toList();
        return Diagnostic.of(first.rule(), first.level(), first.urn(),
                first.message() + "\n  the same for: " + String.join(", ", others));
    }
}
