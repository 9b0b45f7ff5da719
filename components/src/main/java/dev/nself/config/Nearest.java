package dev.nself.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a misspelt one was meant to be. */
final class Nearest {
    private Nearest() {}

    /** The nearest word, if one is near enough to be meant. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> isNear(small(word), small(candidate)))
                .min(Comparator.comparingInt((String candidate) -> distance(small(word), small(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String candidate) {
        boolean begins = Math.min(word.length(), candidate.length()) > 2
                && (candidate.startsWith(word) || word.startsWith(candidate));
        boolean number = !word.matches(".*[a-z].*");
        return !number && (begins || distance(word, candidate) <= Math.min(3, Math.max(1, candidate.length() / 3)));
    }

    /** Case and separators are not what a misspelling is about. */
    private static String small(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Letters added, left out, changed, or swapped with their neighbour (optimal string alignment). */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
