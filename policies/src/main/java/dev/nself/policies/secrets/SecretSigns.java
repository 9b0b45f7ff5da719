package dev.nself.policies.secrets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by name or form whether a text is a secret. */
final class SecretSigns {

    private static final Set<String> SECRET = Set.of(
            "PASSWORD", "PASSWD", "PASS", "PASSPHRASE", "PWD", "SECRET", "SECRETS", "TOKEN", "TOKENS", "KEY", "KEYS",
            "APIKEY", "CREDENTIAL", "CREDENTIALS");

    /** A name that ends so speaks about a secret: how long it is, where it lies, whether there is one. */
    private static final Set<String> ABOUT = Set.of(
            "LENGTH", "ENABLED", "DISABLED", "REQUIRED", "IN", "TTL", "MINUTES", "SECONDS", "DAYS", "FILE", "PATH", "DIR",
            "HEADER", "ALGORITHM", "TYPE", "ISSUER", "AUDIENCE", "NAME", "PREFIX", "ID", "ARN", "URL", "POLICY", "HASH",
            "METHOD", "FIELD", "COUNT", "SIZE", "MAX", "MIN", "EXPIRY", "ROTATION", "ENCRYPTION");

    /** Ends of words that are written together, such as {@code PGPASSWORD} and {@code requirepass}. */
    private static final Pattern TOGETHER = Pattern.compile(".*(PASSWORD|PASSWD|PASSPHRASE|REQUIREPASS|MASTERAUTH|SECRET|TOKEN|APIKEY)S?");

    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
            Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^/@\\s:]*:(?!\\$|%24|<|\\*)[^/@\\s]+@"),
            Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Pattern.compile("\\b(ghp|gho|ghs|github_pat|glpat|xoxb|xoxp)[_-][A-Za-z0-9_-]{20,}"),
            Pattern.compile("\\bredis-cli\\b[^|;&]*\\s-a\\s+(?!\\$)\\S+"),
            Pattern.compile("\\b[sr]k_live_[A-Za-z0-9]{16,}"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"));

    /** A name and what is given to it: {@code NAME=value}, {@code --name value}, {@code "name": "value"}. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[\"']?(?:\\s*[=:]\\s*|(?<=--[A-Za-z0-9-]{1,60})\\s+)[\"']?(?<value>[^\\s\"',;)}]+)");

    private SecretSigns() {}

    /** Whether the name says that the value is secret, such as {@code STRIPE_SECRET_KEY} or {@code clientSecret}. */
    static boolean inName(String name) {
        List<String> words = Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").split("[^A-Za-z0-9]+"))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
        boolean accessKey = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "").endsWith("ACCESSKEY")
                && !words.contains("SECRET");
        return words.stream().anyMatch(word -> SECRET.contains(word) || TOGETHER.matcher(word).matches())
                && !ABOUT.contains(words.get(words.size() - 1))
                && !words.contains("PUBLIC") && !words.contains("PUBLISHABLE")
                && !accessKey;
    }

    /** Whether the text itself is one: an address with a password, a private key, a token of a known form. */
    static boolean inText(String text) {
        return FORMS.stream().anyMatch(form -> form.matcher(text).find());
    }

    /** The name that a text gives a secret to, such as {@code --password} of {@code --password=x}; empty for none. */
    static Optional<String> assigned(String text) {
        Matcher matcher = ASSIGNMENT.matcher(text);
        while (matcher.find()) {
            if (inName(matcher.group("name")) && isLiteral(matcher.group("value"))) {
                return Optional.of(matcher.group("name"));
            }
        }
        return Optional.empty();
    }

    /** A value, rather than where one is to be found: a variable, a file, a flag. */
    static boolean isLiteral(String value) {
        return !value.isEmpty()
                && !value.startsWith("$") && !value.startsWith("<") && !value.startsWith("/") && !value.startsWith("%")
                && !value.startsWith("{{") && !value.startsWith("file:")
                && !Set.of("true", "false", "null", "none", "yes", "no", "on", "off").contains(value.toLowerCase(Locale.ROOT));
    }
}
