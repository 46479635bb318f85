package dev.imagecopy.cli.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a misspelled word may have been meant to be. */
final class Words {
    private static final int LONGEST = 40;
    private static final int MOST_WORDS = 100;

    private Words() {}

    /** {@code ; did you mean 'region'?}, or nothing if no word is close. */
    static String hint(String written, Collection<String> words) {
        return nearest(written, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** The word that a misspelled one may have been meant to be. */
    static Optional<String> nearest(String written, Collection<String> words) {
        String bare = bare(written);
        if (bare.length() > LONGEST) {
            return Optional.empty();
        }
        int most = Math.max(1, bare.length() / 3);
        return words.stream()
                .limit(MOST_WORDS)
                .filter(word -> Math.abs(bare(word).length() - bare.length()) <= most)
                .filter(word -> distance(bare, bare(word)) <= most)
                .min(Comparator.comparingInt(word -> distance(bare, bare(word))));
    }

    /** A word without what people write differently: case, hyphens and underscores. */
    static String bare(String word) {
        StringBuilder bare = new StringBuilder();
        word.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(c -> bare.append((char) c));
        return bare.toString();
    }

    /** How many letters to insert, delete, replace or swap with their neighbour. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                cost[i][j] =
                        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
