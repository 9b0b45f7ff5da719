package dev.nself.config;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Finds what is wrong with a platform's arguments, whether they came from a stack file or from Java. */
public final class PlatformValidation {
    private PlatformValidation() {}

    /** Every problem, in the order of the arguments; empty when the platform can be planned. */
    public static List<Problem> validate(PlatformArgs args) {
        var problems = new Problems();
        MarkRules.check(args, problems);
        DomainRules.check(args, problems);
        ServerRules.check(args, problems);
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
     * What is wrong with the files and folders that the arguments name: they are not there, are open to
     * others, or hold a certificate that cannot serve the platform.
     *
     * @param project folder that relative paths start from
     */
    public static List<Problem> validateFiles(PlatformArgs args, Path project) {
        return validateFiles(args, project, Instant.now());
    }

    static List<Problem> validateFiles(PlatformArgs args, Path project, Instant now) {
        var problems = new Problems();
        FileRules.check(args, project, problems);
        CertificateRules.check(args, project, now, problems);
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
