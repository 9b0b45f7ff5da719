package dev.nself.config;

/** Spells the place of a value the way {@code pulumi config --path} does. */
final class Paths {
    /** The namespace of the platform's keys in a stack file. */
    static final String NAMESPACE = "nself:";

    private Paths() {}

    static String key(String object, String key) {
        if (!key.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            return object + "[\"" + key.replace("\"", "\\\"") + "\"]";
        }
        return object.endsWith(":") ? object + key : object + "." + key;
    }

    static String item(String list, int index) {
        return list + "[" + index + "]";
    }

    /** Whether {@code path} is {@code ancestor} or lies inside it. */
    static boolean isIn(String path, String ancestor) {
        return path.equals(ancestor) || path.startsWith(ancestor + ".") || path.startsWith(ancestor + "[");
    }

    /** The object or list that holds the value; the namespace for a top key. */
    static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? NAMESPACE : path.substring(0, cut);
    }

    /** The name of a value's innermost key. */
    static String last(String path) {
        return path.substring(parent(path).length()).replaceAll("^[.\\[\"]+|[\"\\]]+$", "");
    }
}
