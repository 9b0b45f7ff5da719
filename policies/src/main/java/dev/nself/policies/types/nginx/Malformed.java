package dev.nself.policies.types.nginx;

/** What nginx could not read either. */
final class Malformed extends Exception {

    private final int line;

    Malformed(int line, String problem) {
        super(problem, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }
}
