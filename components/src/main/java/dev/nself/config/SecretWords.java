package dev.nself.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by its name or form whether a value is likely to be a secret. */
public final class SecretWords {
    private static final Set<String> SECRET = Set.of(
            "PASSWORD", "PASSWD", "PASS", "PASSPHRASE", "PWD", "SECRET", "SECRETS", "TOKEN", "TOKENS", "KEY", "KEYS",
            "APIKEY", "CREDENTIAL", "CREDENTIALS");

    /** A name that ends so speaks about a secret: its length, where it is, whether there is one. */
    private static final Set<String> ABOUT = Set.of(
            "LENGTH", "ENABLED", "DISABLED", "REQUIRED", "IN", "TTL", "MINUTES", "SECONDS", "DAYS", "FILE", "PATH",
            "HEADER", "ALGORITHM", "TYPE", "ISSUER", "AUDIENCE", "NAME", "PREFIX", "ID");

    private static final Set<String> PUBLIC = Set.of("PUBLIC", "PUBLISHABLE");

    private static final Pattern URL_WITH_PASSWORD = Pattern.compile("[a-z][a-z0-9+.-]*://[^/@\\s:]*:[^/@\\s]+@.*");
    private static final Pattern PRIVATE_KEY = Pattern.compile("(?s).*-----BEGIN [A-Z ]*PRIVATE KEY-----.*");

    private SecretWords() {}

    /** Whether the name says that the value is secret, such as {@code STRIPE_SECRET_KEY} or {@code clientSecret}. */
    public static boolean looksSecret(String name) {
        List<String> words = Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").split("[^A-Za-z0-9]+"))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
        return words.stream().anyMatch(SECRET::contains)
                && !ABOUT.contains(words.get(words.size() - 1))
                && words.stream().noneMatch(PUBLIC::contains);
    }

    /** Whether the name or the value itself (an address with a password, a private key) says that it is secret. */
    public static boolean looksSecret(String name, String value) {
        return looksSecret(name)
                || value != null
                        && (URL_WITH_PASSWORD.matcher(value).matches() || PRIVATE_KEY.matcher(value).matches());
    }
}
