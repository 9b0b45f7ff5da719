package dev.nself.policy;

/** Looks at one resource and says what is wrong with it. May be called from several threads at once. */
@FunctionalInterface
public interface ResourceCheck {

    void check(Resource resource, Verdict verdict);
}
