package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A container's command line, read for a PostgreSQL server and its options. */
final class PostgresProgram {

    private static final Set<String> IMAGES = Set.of(
            "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescaledb-ha", "spilo", "patroni");

    private static final Set<String> PROGRAMS = Set.of("postgres", "postmaster", "patroni");

    /** What starts the program that is named next. */
    private static final Set<String> STARTERS = Set.of("exec", "docker-entrypoint.sh", "--", "tini", "dumb-init");

    /** What starts a program as the user that is named next. */
    private static final Set<String> USER_STARTERS = Set.of("gosu", "su-exec");

    private final List<Value> entrypoint;
    private final List<Value> command;

    /**
     * @param entrypoint a list, absent for the image's own
     * @param command a list, absent for the image's own
     */
    PostgresProgram(Value entrypoint, Value command) {
        this.entrypoint = words(entrypoint);
        this.command = words(command);
    }

    /** Whether the command line itself starts a server, whatever the image. */
    boolean startsServer() {
        return startsServer(entrypoint) || startsServer(command);
    }

    /** Whether an image of a server is left to start it. */
    boolean isImagesOwn() {
        return entrypoint.isEmpty() && (command.isEmpty() || text(command, 0).startsWith("-"));
    }

    /** Whether the image's name says that it holds a server; false where it has no name or an unknown one. */
    static boolean isNamed(Value image) {
        return !image.isUnknown() && image.text().filter(text -> !ImageName.isId(text)).flatMap(ImageName::of)
                .filter(name -> IMAGES.contains(baseName(name.repository()))).isPresent();
    }

    /** Whether the image's name is yet to be known, or is an id. */
    static boolean isNameless(Value image) {
        return image.isUnknown() || image.text().filter(ImageName::isId).isPresent();
    }

    /** Settings given as {@code -c name=value}, {@code --name=value} or {@code -l}; the last of several holds. */
    Map<String, Value> options() {
        List<Value> words = new ArrayList<>(entrypoint);
        words.addAll(command);
        Map<String, Value> options = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = text(words, i);
            String before = i == 0 ? "" : text(words, i - 1);
            if (word.equals("-l")) {
                options.put("ssl", words.get(i).part("ssl", "on"));
            }
            String setting = before.equals("-c") ? word : word.replaceFirst("^(--|-c)(?=[A-Za-z_])", "=");
            int end = setting.indexOf('=', 1);
            if (end > 0 && (before.equals("-c") || setting.startsWith("="))) {
                String name = setting.substring(0, end).replace("=", "").replace('-', '_').toLowerCase(Locale.ROOT);
                options.put(name, words.get(i).part(name, setting.substring(end + 1)));
            }
        }
        return options;
    }

    private static boolean startsServer(List<Value> words) {
        for (int i = 0; i < words.size(); i++) {
            String before = i == 0 ? "exec" : baseName(text(words, i - 1));
            String earlier = i < 2 ? "" : baseName(text(words, i - 2));
            if (PROGRAMS.contains(baseName(text(words, i)))
                    && (STARTERS.contains(before) || USER_STARTERS.contains(earlier))) {
                return true;
            }
        }
        return false;
    }

    /** Every word, those inside a shell's script too. */
    private static List<Value> words(Value line) {
        List<Value> words = new ArrayList<>();
        for (Value item : line.items()) {
            String text = item.isUnknown() ? "" : item.text().orElse("");
            if (text.contains(" ")) {
                Arrays.stream(text.strip().split("\\s+"))
                        .forEach(word -> words.add(item.part("word", word.replaceAll("^[\"']+|[\"';]+$", ""))));
            } else {
                words.add(item);
            }
        }
        return words;
    }

    private static String text(List<Value> words, int index) {
        Value word = words.get(index);
        return word.isUnknown() ? "" : word.text().orElse("");
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
