package dev.nself.policies.types.nginx;

/**
 * A piece of a configuration.
 *
 * @param text a word without its quotes; empty for the others
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        WORD,
        SEMICOLON,
        OPEN,
        CLOSE,
        END
    }
}
