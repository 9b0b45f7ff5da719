package dev.nself.policies.servers;

import dev.nself.policies.types.Program;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Verdict;
import java.util.regex.Pattern;

/** {@code auth-token-life}: a token that was taken ends soon. */
final class TokenLife {

    private static final Setting<Double> ACCESS = Setting.number("accessSeconds",
            "the longest life of an access token, which nobody can call back, in seconds", 1, 900);

    private static final Setting<Double> REFRESH = Setting.number("refreshSeconds",
            "the longest life of a refresh token, in seconds", 1, 2_592_000);

    private TokenLife() {}

    static Policy policy() {
        Rule rule = Rule.advisory("auth-token-life",
                        "an access token lives 15 minutes at most, a refresh token 30 days",
                        "whoever takes a token is that user until it ends; logging out does not end an access token",
                        "CWE-613", "nself architecture: authentication flow")
                .withSettings(ACCESS, REFRESH);
        return Program.policy(rule, Pattern.compile("(?i)auth"), (program, verdict) -> {
            judge(program, "AUTH_ACCESS_TOKEN_EXPIRES_IN", verdict.setting(ACCESS), verdict);
            judge(program, "AUTH_REFRESH_TOKEN_EXPIRES_IN", verdict.setting(REFRESH), verdict);
        });
    }

    private static void judge(Program program, String name, double longest, Verdict verdict) {
        // Where it is not set, the service's own standard holds: 900 and 2592000.
        verdict.attempt(() -> program.variable(name, "0")
                .filter(life -> life.number().filter(seconds -> seconds > longest).isPresent())
                .ifPresent(life -> verdict.violation(life, "must be " + (long) longest + " seconds or less",
                        "set " + name + " to " + (long) longest + " or less")));
    }
}
