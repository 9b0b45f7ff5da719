package dev.nself.policies.database;

import dev.nself.policy.Setting;
import dev.nself.policy.Verdict;
import java.util.List;

/** Tells the stacks that hold what cannot be made again from those that are made and thrown away. */
final class Production {

    static final Setting<List<String>> STACKS = Setting.texts("stacks",
            "names of the stacks that are looked at", List.of("production", "prod"));

    private Production() {}

    /** Whether the rule has something to say in this stack; it must have {@link #STACKS}. */
    static boolean isAsked(Verdict verdict) {
        boolean asked = verdict.setting(STACKS).contains(verdict.run().stack());
        if (!asked) {
            verdict.notApplicable("no production stack");
        }
        return asked;
    }
}
