package dev.nself.config;

import java.util.List;

/** Finds what is wrong with a platform's arguments, whether they came from a stack file or from Java. */
public final class PlatformValidation {
    private PlatformValidation() {}

    /** Every problem, in the order of the arguments; empty when the platform can be planned. */
    public static List<Problem> validate(PlatformArgs args) {
        return List.of();
    }
}
