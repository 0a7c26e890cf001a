package dev.tracewright.cli;

import java.util.Collection;
import java.util.Comparator;

/// Guesses which word somebody meant.
final class Suggestion {
    private static final int MOST_EDITS = 3;

    private Suggestion() {}

    /// `, did you mean X?`, or nothing if no known word is near.
    static String of(String word, Collection<String> known) {
        // A short word must not become one that has nothing in common with it.
        int most = Math.min(MOST_EDITS, word.length() / 2);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= most)
                .min(
                        Comparator.comparingInt((String candidate) -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()))
                .map(", did you mean %s?"::formatted)
                .orElse("");
    }

    /// The number of letters to insert, delete or replace (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
