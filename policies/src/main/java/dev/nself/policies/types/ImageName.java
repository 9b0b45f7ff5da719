package dev.nself.policies.types;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image, as engines read it.
 *
 * @param registry {@code docker.io} where the name has none
 * @param repository for example {@code library/postgres}
 * @param tag empty where there is none, which engines read as {@code latest}
 * @param digest empty where there is none
 */
public record ImageName(String registry, String repository, String tag, String digest) {

    private static final Pattern NAME = Pattern.compile(
            "(?<path>[A-Za-z0-9][A-Za-z0-9._:/-]*?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");
    private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");

    /** Whether the text is an image's own id, which names one content and nothing else. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Empty where the text is no name of an image. */
    public static Optional<ImageName> of(String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group("path");
        int slash = path.indexOf('/');
        String first = slash < 0 ? "" : path.substring(0, slash);
        boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = hasRegistry ? first : "docker.io";
        String repository = hasRegistry ? path.substring(slash + 1) : path;
        boolean official = registry.equals("docker.io") && !repository.contains("/");
        return Optional.of(new ImageName(registry, official ? "library/" + repository : repository,
                orEmpty(matcher.group("tag")), orEmpty(matcher.group("digest"))));
    }

    /** The numbers of the tag's version, for example 17 and 6 of {@code 17.6-trixie}; empty where it has none. */
    public int[] version() {
        Matcher matcher = NUMBERS.matcher(tag);
        if (!matcher.find()) {
            return new int[0];
        }
        return Arrays.stream(matcher.group().split("\\.")).mapToInt(ImageName::number).toArray();
    }

    /** Whether the tag's version is older than that one; false where the tag has none. */
    public boolean isOlderThan(String least) {
        int[] own = version();
        int[] other = new ImageName("", "", least, "").version();
        return own.length > 0 && Arrays.compare(own, other) < 0 && !startsWith(other, own);
    }

    private static boolean startsWith(int[] whole, int[] part) {
        return part.length < whole.length && Arrays.equals(whole, 0, part.length, part, 0, part.length);
    }

    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
