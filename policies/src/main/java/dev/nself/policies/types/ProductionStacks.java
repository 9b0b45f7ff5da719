package dev.nself.policies.types;

import dev.nself.policy.Setting;
import dev.nself.policy.Verdict;
import java.util.List;

/** Tells the stacks that hold what cannot be made again from those that are made and thrown away. */
public final class ProductionStacks {

    /** A setting of every rule that looks at them only. */
    public static final Setting<List<String>> STACKS = Setting.texts("stacks",
            "names of the stacks that are looked at, a * at the end for any text", StackNames.PRODUCTION);

    private ProductionStacks() {}

    /** Whether the rule has something to say in this stack; it must have {@link #STACKS}. */
    public static boolean areAsked(Verdict verdict) {
        boolean asked = StackNames.match(verdict.setting(STACKS), verdict.run());
        if (!asked) {
            verdict.notApplicable("no production stack");
        }
        return asked;
    }
}
