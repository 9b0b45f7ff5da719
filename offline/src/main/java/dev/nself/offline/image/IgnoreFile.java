package dev.nself.offline.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files that stay out of a build, by the rules of {@code .dockerignore}: the last rule that fits counts, a rule
 * for a folder counts for all in it, and a rule after {@code !} takes files back in.
 */
final class IgnoreFile {

    private final List<Rule> rules;

    private IgnoreFile(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules for a build: {@code <Dockerfile>.dockerignore} or else {@code .dockerignore} in the folder. */
    static IgnoreFile of(Path folder, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        Path file = Files.exists(own) ? own : folder.resolve(".dockerignore");
        return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    static IgnoreFile parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                boolean back = text.startsWith("!");
                String path = Path.of("/" + (back ? text.substring(1).strip() : text)).normalize().toString();
                rules.add(new Rule(Pattern.compile(expression(path.substring(1))), back));
            }
        }
        return new IgnoreFile(rules);
    }

    /** Whether a file or folder stays out. */
    boolean ignores(String path) {
        boolean out = false;
        for (Rule rule : rules) {
            if (rule.back() == out && rule.fits(path)) {
                out = !out;
            }
        }
        return out;
    }

    /** Whether all in a folder that stays out does so too, so that nobody need look into it. */
    boolean takesNothingBack() {
        return rules.stream().noneMatch(Rule::back);
    }

    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**/", i)) {
                expression.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                i++;
                expression.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            } else {
                expression.append(
                        switch (c) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            case '[', ']', '-', '^' -> String.valueOf(c);
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
        }
        return expression.toString();
    }

    private record Rule(Pattern pattern, boolean back) {

        /** Fits the path itself or one of the folders that it is in. */
        boolean fits(String path) {
            for (String part = path; !part.isEmpty(); part = part.contains("/") ? part.substring(0, part.lastIndexOf('/')) : "") {
                if (pattern.matcher(part).matches()) {
                    return true;
                }
            }
            return false;
        }
    }
}
