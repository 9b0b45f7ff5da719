package dev.nself.config;

import java.util.regex.Pattern;

/** Labels, and the application's folder. */
final class LabelRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._/-]{0,61}[a-z0-9])?");
    private static final int LONGEST_VALUE = 255;

    private LabelRules() {}

    static void check(PlatformArgs args, Problems problems) {
        args.labels().forEach((name, value) -> {
            if (name != null && value != null) {
                check(name, value, Paths.key("labels", name), problems);
            }
        });
        if (args.application().isBlank()) {
            problems.add("application", "must name a folder", args.application(), "the default is the project folder");
        }
    }

    private static void check(String name, String value, String path, Problems problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(path, "must be named with at most 63 lower-case letters, digits and inner . _ / -", null);
        } else if (name.startsWith("dev.nself.") || name.startsWith("com.docker.") || name.startsWith("io.kubernetes.")) {
            problems.add(path, "must not start with " + name.replaceAll("^(\\w+\\.\\w+\\.).*", "$1"),
                    "such labels belong to the platform and the engine");
        } else if (SecretWords.looksSecret(name, value)) {
            problems.add(path, "looks like a secret, and labels are public", "remove it");
        } else if (value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
            problems.add(path, "must be at most " + LONGEST_VALUE + " characters on one line", value, null);
        }
    }
}
