/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.List;
import java.util.Optional;

/**
 * A line of {@code track_interface}, {@code track_script} and the like.
 *
 * @param name what is tracked
 * @param weight what the line says about it; empty: nothing
 */
record TrackLine(String name, Position at, Optional<Weight> weight) {

    /**
     * Reads a line.
     *
     * @param keyword that of the block
     * @param usual whether it is reversed without a word that says so
     */
    static Optional<TrackLine> read(String keyword, Statement line, boolean usual, Diagnostics diagnostics) {
        List<Token> words = line.arguments();
        if (line.block().isPresent()) {
            diagnostics.error(line.at(), "an entry of '" + keyword + "' must not be followed by a block: remove '{'");
            return Optional.empty();
        }
        if (words.isEmpty()) {
            return Optional.of(new TrackLine(line.name(), line.at(), Optional.empty()));
        }
        if (!words.get(0).text().equals("weight")) {
            diagnostics.error(
                    words.get(0).at(),
                    keyword + " must have a name and 'weight N [reverse]' on each line: '"
                            + words.get(0).text() + "'");
            return Optional.empty();
        }
        return Weight.read(line.at(), words.subList(1, words.size()), usual, diagnostics)
                .map(weight -> new TrackLine(line.name(), line.at(), Optional.of(weight)));
    }
}
