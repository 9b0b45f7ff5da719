package dev.nself.config;

import java.util.List;

/** A platform's arguments are wrong; the message lists every problem, one a line. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Makes the error.
     *
     * @param prefix what every line starts with, such as {@code stacks/Pulumi.local.yaml: nself:}
     * @param problems at least one
     */
    InvalidConfig(String prefix, List<Problem> problems) {
        super(String.join("\n", problems.stream()
                .map(problem -> prefix + problem.path() + " " + problem.message())
                .toList()));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the arguments. */
    public List<Problem> problems() {
        return problems;
    }
}
