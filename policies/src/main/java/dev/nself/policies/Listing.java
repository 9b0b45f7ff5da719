package dev.nself.policies;

import dev.nself.policy.Policy;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Prints all rules: as a table for a terminal, or with {@code --markdown} as the guide, {@code docs/policies.md}. */
public final class Listing {

    private final PolicyPack pack;

    Listing(PolicyPack pack) {
        this.pack = pack;
    }

    public static void main(String[] args) {
        Listing listing = new Listing(Rules.pack());
        System.out.print(List.of(args).contains("--markdown") ? listing.markdown() : listing.table());
    }

    /** A line for each rule: id, level, severity, what it looks at, sources. */
    String table() {
        int widest = pack.policies().stream().mapToInt(policy -> policy.rule().id().length()).max().orElse(2);
        String format = "%-" + widest + "s  %-9s  %-8s  %-8s  %s%n";
        return String.format(format, "RULE", "LEVEL", "SEVERITY", "JUDGES", "SOURCES")
                + pack.policies().stream().map(policy -> line(format, policy)).collect(Collectors.joining());
    }

    /** A table of all rules, then each with its reason and settings. */
    String markdown() {
        StringBuilder page = new StringBuilder(guide() + "\n## The rules\n\n"
                + "| rule | level | severity | what must be | sources |\n|---|---|---|---|---|\n");
        for (Rule rule : pack.policies().stream().map(Policy::rule).toList()) {
            page.append("| [").append(rule.id()).append("](#").append(rule.id()).append(") | ")
                    .append(rule.level()).append(" | ").append(rule.severity()).append(" | ")
                    .append(rule.demand()).append(" | ").append(String.join(", ", rule.sources())).append(" |\n");
        }
        pack.policies().forEach(policy -> page.append(section(policy)));
        return page.toString();
    }

    /** How the pack is used, in front of its rules. */
    private static String guide() {
        try (InputStream guide = Listing.class.getResourceAsStream("guide.md")) {
            return new String(guide.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String section(Policy policy) {
        Rule rule = policy.rule();
        String settings = rule.settings().stream().map(Listing::setting).collect(Collectors.joining());
        return "\n### " + rule.id() + "\n\n"
                + sentence(rule.demand()) + " Otherwise: " + rule.reason() + ".\n\n"
                + "Judges " + subjects(policy) + "." + (isRemediable(policy) ? " Can put it right at level `remediate`." : "") + "\n"
                + (settings.isEmpty() ? "" : "\n| setting | what | default |\n|---|---|---|\n" + settings);
    }

    private static String setting(Setting<?> setting) {
        return "| `" + setting.name() + "` | " + setting.description() + " | `" + Value.of(setting.standard()) + "` |\n";
    }

    private static String line(String format, Policy policy) {
        Rule rule = policy.rule();
        return String.format(format, rule.id(), rule.level(), rule.severity(),
                policy instanceof ResourcePolicy ? "resource" : "stack", String.join(", ", rule.sources()));
    }

    private static String subjects(Policy policy) {
        return policy instanceof ResourcePolicy resources
                ? resources.types().stream().map(type -> "`" + type + "`").collect(Collectors.joining(", "))
                : "the whole stack";
    }

    private static boolean isRemediable(Policy policy) {
        return policy instanceof ResourcePolicy resources && !resources.remediableTypes().isEmpty();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
