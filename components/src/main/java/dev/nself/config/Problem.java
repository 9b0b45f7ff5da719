package dev.nself.config;

/**
 * One thing wrong with the arguments.
 *
 * @param path the argument as a key of a stack file, such as {@code nself:services.redis.memoryMiB}
 * @param what what is wrong, such as {@code must be at least 64}
 * @param got the value given, or null where showing it would tell a secret or add nothing
 * @param fix allowed values and what to do, or null
 */
public record Problem(String path, String what, String got, String fix) {
    private static final int SHOWN = 80;

    /** A problem whose text says all. */
    public Problem(String path, String what) {
        this(path, what, null, null);
    }

    /** The problem in one line without the path: what is wrong, the value, the way out. */
    public String message() {
        var text = new StringBuilder(what);
        if (got != null) {
            text.append(", got ").append(got.length() > SHOWN ? got.substring(0, SHOWN) + "..." : got);
        }
        if (fix != null) {
            text.append("; ").append(fix);
        }
        return text.toString();
    }

    Problem withoutValue() {
        return new Problem(path, what, null, fix);
    }
}
