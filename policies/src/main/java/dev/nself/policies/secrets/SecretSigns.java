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

    /** One of these is in each word that speaks of a secret: without any, no name needs to be taken apart. */
    private static final List<String> MARKS = List.of("PASS", "PWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "MASTERAUTH");

    private static final Pattern NEXT_WORD = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern NO_CAPITAL = Pattern.compile("[^A-Z]");

    private static final List<Form> FORMS = List.of(
            new Form("-----BEGIN [A-Z ]*PRIVATE KEY-----", "-----BEGIN "),
            new Form("\\b[a-z][a-z0-9+.-]*://[^/@\\s:]*:(?!\\$|%24|<|\\*)[^/@\\s]+@", "://"),
            new Form("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b", "AKIA", "ASIA"),
            new Form("\\b(ghp|gho|ghs|github_pat|glpat|xoxb|xoxp)[_-][A-Za-z0-9_-]{20,}",
                    "ghp", "gho", "ghs", "github_pat", "glpat", "xoxb", "xoxp"),
            new Form("\\bredis-cli\\b[^|;&]*\\s-a\\s+(?!\\$)\\S+", "redis-cli"),
            new Form("\\b[sr]k_live_[A-Za-z0-9]{16,}", "k_live_"),
            new Form("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}", "eyJ"));

    /** A name and what is given to it: {@code NAME=value}, {@code --name value}, {@code "name": "value"}. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[\"']?(?:\\s*[=:]\\s*|(?<=--[A-Za-z0-9-]{1,60})\\s+)[\"']?(?<value>[^\\s\"',;)}]+)");

    /** As servers show it and known_hosts keeps it. */
    private static final Pattern PUBLIC_KEY = Pattern.compile("^(ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA");

    private SecretSigns() {}

    /**
     * What secrets look like.
     *
     * @param marks of which one is in every text that has the form; looked for first, since most texts have none
     */
    private record Form(Pattern pattern, List<String> marks) {

        Form(String pattern, String... marks) {
            this(Pattern.compile(pattern), List.of(marks));
        }

        boolean isIn(String text) {
            return marks.stream().anyMatch(text::contains) && pattern.matcher(text).find();
        }
    }

    /** Whether the name says that the value is secret, such as {@code STRIPE_SECRET_KEY} or {@code clientSecret}. */
    static boolean inName(String name) {
        if (!isMarked(name)) {
            return false;
        }
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(NEXT_WORD.matcher(name).replaceAll("$1_$2")))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
        boolean accessKey = NO_CAPITAL.matcher(name.toUpperCase(Locale.ROOT)).replaceAll("").endsWith("ACCESSKEY")
                && !words.contains("SECRET");
        return words.stream().anyMatch(word -> SECRET.contains(word) || TOGETHER.matcher(word).matches())
                && !ABOUT.contains(words.get(words.size() - 1))
                && !words.contains("PUBLIC") && !words.contains("PUBLISHABLE")
                && !accessKey;
    }

    /** Whether the text itself is one: an address with a password, a private key, a token of a known form. */
    static boolean inText(String text) {
        return FORMS.stream().anyMatch(form -> form.isIn(text));
    }

    /** The name that a text gives a secret to, such as {@code --password} of {@code --password=x}; empty for none. */
    static Optional<String> assigned(String text) {
        if (!isMarked(text)) {
            return Optional.empty();
        }
        Matcher matcher = ASSIGNMENT.matcher(text);
        while (matcher.find()) {
            if (inName(matcher.group("name")) && isLiteral(matcher.group("value"))) {
                return Optional.of(matcher.group("name"));
            }
        }
        return Optional.empty();
    }

    private static boolean isMarked(String text) {
        String capitals = text.toUpperCase(Locale.ROOT);
        return MARKS.stream().anyMatch(capitals::contains);
    }

    /** A value, rather than where one is to be found: a variable, a file, a flag; nor is a public key one. */
    static boolean isLiteral(String value) {
        return !value.isEmpty()
                && !value.startsWith("~/") && !value.startsWith("./") && !PUBLIC_KEY.matcher(value).find()
                && !value.startsWith("$") && !value.startsWith("<") && !value.startsWith("/") && !value.startsWith("%")
                && !value.startsWith("{{") && !value.startsWith("file:")
                && !Set.of("true", "false", "null", "none", "yes", "no", "on", "off").contains(value.toLowerCase(Locale.ROOT));
    }
}
