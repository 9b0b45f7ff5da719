package dev.nself.config;

import java.util.Set;

/** The places of a stack file whose values are encrypted there. */
record Encrypted(Set<String> paths) {
    Encrypted {
        paths = Set.copyOf(paths);
    }

    /** Whether the value at {@code path}, or something that it is part of, is encrypted. */
    boolean covers(String path) {
        return paths.stream().anyMatch(encrypted -> Paths.isIn(path, encrypted));
    }

    /** Whether a value at {@code path} may be shown in a message. */
    boolean allowsShowing(String path, String value) {
        return !covers(path) && !SecretWords.looksSecret(Paths.last(path), value);
    }
}
