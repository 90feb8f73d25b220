/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody may have meant. */
final class Suggestion {

    private static final int MOST_CHANGES = 2;

    private Suggestion() {}

    /** {@code "; did you mean 'pool'?"}, or nothing. */
    static String of(String written, Collection<String> known) {
        String best = "";
        int fewest = Math.min(MOST_CHANGES, written.length() / 2) + 1;
        for (String candidate : known) {
            int changes = distance(written.replace('_', '-').toLowerCase(Locale.ROOT), candidate);
            if (changes < fewest) {
                fewest = changes;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
    }

    /** Levenshtein: insertions, removals and replacements. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
