package dev.nself.policy;

/** Puts a resource's inputs right; asked at level {@link EnforcementLevel#REMEDIATE} only. */
@FunctionalInterface
public interface Remedy {

    /**
     * The inputs as they should be; the same where nothing is to be changed. What is not named stays: start from the
     * resource's properties and use {@link Value#with}.
     */
    Value remedied(Resource resource, Verdict verdict);
}
