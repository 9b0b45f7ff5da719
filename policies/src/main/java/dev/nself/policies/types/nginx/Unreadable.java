package dev.nself.policies.types.nginx;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/**
 * A file that is no configuration of nginx.
 *
 * @param problem what is wrong, lower case
 * @param template whether another program is yet to fill it in, so that it may become one
 */
public record Unreadable(ConfigFile file, int line, String problem, boolean template) {

    /** For reports: where reading ended. */
    public Value value() {
        return file.line(line, problem);
    }

    /** Leaves a notice: what is in the file cannot be judged. */
    public void tell(Verdict verdict) {
        verdict.attempt(() -> Value.unknown().get(value().path()).text());
    }
}
