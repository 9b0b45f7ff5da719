package dev.nself.policies.types;

import dev.nself.policy.Run;
import java.util.List;

/** Tells by its name what a stack is for. */
public final class StackNames {

    /** What stacks of developers and of tests are called, unless a rule's settings say otherwise. */
    public static final List<String> DEVELOPMENT = List.of(
            "dev", "dev-*", "development", "local", "local-*", "test", "test-*");

    /** The same for stacks that serve users. */
    public static final List<String> PRODUCTION = List.of("production", "prod");

    private StackNames() {}

    /** Whether the run's stack is one of these; a * at the end of a name stands for any text. */
    public static boolean match(List<String> names, Run run) {
        return names.stream().anyMatch(name -> name.endsWith("*")
                ? run.stack().startsWith(name.substring(0, name.length() - 1))
                : run.stack().equals(name));
    }
}
