package dev.nself.config;

import java.util.List;

/** A platform's arguments are wrong; the message lists every problem, one a line. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Makes the error.
     *
     * @param source where the arguments come from, such as {@code stacks/Pulumi.local.yaml}
     * @param problems at least one
     */
    public InvalidConfig(String source, List<Problem> problems) {
        super(String.join("\n", problems.stream()
                .map(problem -> source + ": " + problem.path() + " " + problem.message())
                .toList()));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the arguments. */
    public List<Problem> problems() {
        return problems;
    }
}
