package dev.nself.policy;

/** A rule that threw instead of judging: the run fails, since nobody knows what the rule would have said. */
public final class RuleFailure extends RuntimeException {

    RuleFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
