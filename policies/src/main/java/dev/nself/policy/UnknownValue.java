package dev.nself.policy;

/** Thrown by the reading of a value that only the update will know; ends the check that wanted it. */
final class UnknownValue extends RuntimeException {

    private final String path;

    UnknownValue(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }
}
