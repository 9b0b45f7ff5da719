package dev.nself.config;

import java.nio.file.Path;
import java.util.List;

/** Finds what is wrong with a platform's arguments, whether they came from a stack file or from Java. */
public final class PlatformValidation {
    private PlatformValidation() {}

    /** Every problem, in the order of the arguments; empty when the platform can be planned. */
    public static List<Problem> validate(PlatformArgs args) {
        var problems = new Problems();
        MarkRules.check(args, problems);
        DomainRules.check(args, problems);
        TlsRules.check(args, problems);
        ServiceRules.check(args, problems);
        CustomServiceRules.check(args, problems);
        PostgresRules.check(args, problems);
        ProxyRules.check(args, problems);
        AuthRules.check(args, problems);
        StorageRules.check(args, problems);
        ImageRules.check(args, problems);
        LabelRules.check(args, problems);
        RotationRules.check(args, problems);
        return DeclarationOrder.sort(problems.found());
    }

    /**
     * Every file or folder that the arguments name and that is not there.
     *
     * @param project folder that relative paths start from
     */
    public static List<Problem> validateFiles(PlatformArgs args, Path project) {
        var problems = new Problems();
        FileRules.check(args, project, problems);
        return DeclarationOrder.sort(problems.found());
    }

    /**
     * The arguments, if nothing is wrong with them.
     *
     * @param source where they come from, for the message
     * @throws InvalidConfig naming every problem
     */
    public static PlatformArgs valid(String source, PlatformArgs args) {
        List<Problem> problems = validate(args);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(source, problems);
        }
        return args;
    }
}
