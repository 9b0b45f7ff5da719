package dev.nself.policies.secrets;

import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sec-output-secret}: what a stack takes in and hands out is marked as secret where it is one. */
final class PlainOutputs {

    /** A configuration value of several keys is JSON: one secret in it marks the whole. */
    private static final Pattern ENTRY = Pattern.compile("\"(?<name>[^\"]+)\"\\s*:\\s*\"(?<value>[^\"]*)\"");

    private PlainOutputs() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("sec-output-secret",
                        "a stack's outputs and configuration hold secrets only where they are marked as such",
                        "plain outputs are printed by every run and stand in the state; plain configuration stands in the repository",
                        "CWE-312", "CWE-532")
                .withSeverity(Severity.CRITICAL);
        return new StackPolicy(rule, PlainOutputs::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        stack.root().ifPresent(root -> verdict.about(root, () ->
                root.resource().properties().entries().forEach((name, value) -> verdict.attempt(() -> output(name, value, verdict)))));
        verdict.run().config().keySet().forEach(key -> configuration(key, verdict.run().configuration(key), verdict));
    }

    private static void output(String name, Value value, Verdict verdict) {
        if (value.isSecret()) {
            return;
        }
        value.entries().forEach((inner, entry) -> verdict.attempt(() -> output(inner, entry, verdict)));
        value.items().forEach(item -> verdict.attempt(() -> output(name, item, verdict)));
        if (value.text().filter(text -> isSecret(name, text)).isPresent()) {
            verdict.violation(value.asSecret(), "must be marked as a secret", "export Output.ofSecret(..), or export where it is to be found");
        }
    }

    private static void configuration(String key, Value value, Verdict verdict) {
        if (value.isSecret()) {
            return;
        }
        String text = value.text().orElse("");
        Matcher entry = ENTRY.matcher(text);
        boolean inside = entry.results().anyMatch(found -> isSecret(found.group(1), found.group(2)));
        if (inside || isSecret(key.replaceFirst(".*:", ""), text)) {
            verdict.violation("configuration " + key + " must be marked as a secret, got [secret]",
                    "set it with: pulumi config set --secret " + (inside ? "--path '" + key + "...'" : key));
        }
    }

    private static boolean isSecret(String name, String text) {
        return SecretSigns.inText(text) || SecretSigns.inName(name) && SecretSigns.isLiteral(text);
    }
}
