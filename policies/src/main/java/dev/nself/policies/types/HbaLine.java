package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of pg_hba.conf: who may log in from where, and how.
 *
 * @param kind {@code local}, {@code host}, or one that says what encryption it is for: {@code hostssl},
 *     {@code hostnossl}, {@code hostgssenc}, {@code hostnogssenc}
 * @param databases names as written without quotes, {@code all} and {@code replication} among them
 * @param roles the same for roles
 * @param address as written; empty for {@code local}
 * @param method in lower case, for example {@code scram-sha-256}
 * @param given the line itself, for reports
 */
public record HbaLine(
        String kind, List<String> databases, List<String> roles, String address, String method, Value given) {

    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+");
    private static final Pattern MASK = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    /** Empty where the text is no such line: a comment, an include, nothing. */
    public static Optional<HbaLine> of(Value place, String line) {
        List<String> words = words(line);
        if (words.isEmpty() || !words.get(0).matches("local|host(no)?(ssl|gssenc)|host")) {
            return Optional.empty();
        }
        boolean local = words.get(0).equals("local");
        int method = local ? 3 : 4;
        if (!local && words.size() > 5 && MASK.matcher(words.get(4)).matches()) {
            method = 5;
        }
        if (words.size() <= method) {
            return Optional.empty();
        }
        return Optional.of(new HbaLine(
                words.get(0), names(words.get(1)), names(words.get(2)), local ? "" : words.get(3),
                words.get(method).toLowerCase(Locale.ROOT), place.part("pg_hba", String.join(" ", words))));
    }

    /** Whether it lets in nobody. */
    public boolean rejects() {
        return method.equals("reject");
    }

    /** Whether it also holds for connections without TLS that come over a network. */
    public boolean takesPlain() {
        return !rejects() && !kind.equals("local") && !kind.equals("hostssl") && !kind.equals("hostgssenc")
                && !isLoopback();
    }

    /** Whether it turns away everyone who comes from its addresses without TLS. */
    public boolean refusesPlain() {
        return rejects() && (kind.equals("host") || kind.equals("hostnossl")) && databases.contains("all")
                && roles.contains("all");
    }

    /** Whether it holds for programs of the same machine only. */
    public boolean isLoopback() {
        return address.startsWith("127.") || address.startsWith("::1") || address.equals("localhost");
    }

    private static List<String> names(String word) {
        return List.of(word.replace("\"", "").split(","));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line.replaceFirst("#.*", ""));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
