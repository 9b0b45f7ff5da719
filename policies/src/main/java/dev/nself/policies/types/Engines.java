package dev.nself.policies.types;

import dev.nself.policy.Run;
import dev.nself.policy.Value;
import java.util.List;

/** Where a stack finds Docker engines. */
public final class Engines {

    /** Providers of the program's own. */
    public static final List<String> PROVIDERS = List.of("pulumi:providers:docker", "pulumi:providers:docker-build");

    /** The stack itself: its configuration is that of the default provider. */
    public static final String STACK = "pulumi:pulumi:Stack";

    private Engines() {}

    /** A property of the default provider. */
    public static Value configured(Run run, String property) {
        return run.configuration("docker:" + property);
    }

    /** A provider's list as one line: providers get lists as texts of JSON. */
    public static String line(Value list) {
        String text = list.text().orElse("");
        return text.isEmpty() ? Scripts.line(list) : Json.of(text).map(Scripts::line).orElse(text);
    }
}
