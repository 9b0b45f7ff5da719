package dev.nself.policy;

/** Looks at all resources and says what is wrong with them. */
@FunctionalInterface
public interface StackCheck {

    void check(Stack stack, Verdict verdict);
}
