/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.health.OnFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a tracker does to the priority.
 *
 * @param value 0: its failure releases the role
 * @param reversed up and down change places
 */
record Weight(int value, boolean reversed) {

    private static final int MOST = 253;

    /** Releases. */
    static final Weight NONE = new Weight(0, false);

    /**
     * Reads the words after {@code weight}: a number, then reverse or noreverse.
     *
     * @param at the line, should there be no word
     * @param usual whether it is reversed without a word that says so
     */
    static Optional<Weight> read(Position at, List<Token> words, boolean usual, Diagnostics diagnostics) {
        if (words.isEmpty()) {
            diagnostics.error(at, "'weight' must have a value");
            return Optional.empty();
        }
        boolean reversed = usual;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i).text();
            if (i > 1 || !(word.equals("reverse") || word.equals("noreverse"))) {
                diagnostics.error(
                        words.get(i).at(), "weight may be followed by reverse or noreverse only: '" + word + "'");
                return Optional.empty();
            }
            reversed = word.equals("reverse");
        }
        OptionalInt value = new Values(diagnostics).integer("weight", words.get(0), -MOST, MOST);
        return value.isPresent() ? Optional.of(new Weight(value.getAsInt(), reversed)) : Optional.empty();
    }

    OnFailure onFailure() {
        OnFailure plain = value == 0 ? OnFailure.release() : OnFailure.weight(value);
        return reversed ? plain.reverse() : plain;
    }
}
