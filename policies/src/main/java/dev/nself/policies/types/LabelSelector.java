package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.Map;
import java.util.Optional;

/** Which pods a {@code matchLabels} and {@code matchExpressions} select; without both, all. */
public record LabelSelector(Value given) {

    public boolean selectsAll() {
        return given.get("matchLabels").entries().isEmpty() && given.get("matchExpressions").items().isEmpty();
    }

    public boolean selects(Map<String, Value> labels) {
        return given.get("matchLabels").entries().entrySet().stream()
                        .allMatch(wanted -> label(labels, wanted.getKey()).equals(wanted.getValue().text()))
                && given.get("matchExpressions").items().stream().allMatch(expression -> holds(expression, labels));
    }

    private static boolean holds(Value expression, Map<String, Value> labels) {
        Optional<String> label = label(labels, expression.get("key").text().orElse(""));
        boolean among = label.filter(expression.get("values").texts()::contains).isPresent();
        return switch (expression.get("operator").text().orElse("")) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> label.isPresent();
            case "DoesNotExist" -> label.isEmpty();
            default -> false;
        };
    }

    /** Cilium says in a key where the label comes from. */
    private static Optional<String> label(Map<String, Value> labels, String key) {
        return labels.getOrDefault(key.replaceFirst("^(k8s|any):", ""), Value.absent()).text();
    }
}
