package dev.nself.config;

import java.util.Comparator;
import java.util.List;

/** Puts problems into the order of the platform's arguments; those of one argument stay as they were found. */
final class DeclarationOrder {
    private static final List<String> KEYS = new Shape.Parts(PlatformArgs.class).keys();

    private DeclarationOrder() {}

    static List<Problem> sort(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparingInt(DeclarationOrder::place)).toList();
    }

    /** Unknown keys come first: they often explain the rest. */
    private static int place(Problem problem) {
        return KEYS.indexOf(problem.path().substring(Paths.NAMESPACE.length()).split("[.\\[]", 2)[0]);
    }
}
