package dev.nself.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that a misspelt one was meant to be. */
final class Nearest {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Nearest() {}

    /** The nearest word, if one is near enough to be meant. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String candidate) {
        String small = small(word);
        String other = small(candidate);
        boolean begins = Math.min(small.length(), other.length()) > 2
                && (other.startsWith(small) || small.startsWith(other));
        return begins || distance(word, candidate) <= Math.min(3, Math.max(1, other.length() / 3));
    }

    private static int distance(String word, String candidate) {
        return DISTANCE.apply(small(word), small(candidate));
    }

    /** Case and separators are not what a misspelling is about. */
    private static String small(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
