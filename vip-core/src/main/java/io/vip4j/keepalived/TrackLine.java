/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.TrackedInterface;
import io.vip4j.health.OnFailure;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code track_interface}.
 *
 * @param name the interface
 * @param weight 0: its failure releases the role
 * @param reversed up and down change places
 */
record TrackLine(String name, Position at, int weight, boolean reversed) {

    private static final int MAX_WEIGHT = 253;

    static Optional<TrackLine> read(Statement line, Diagnostics diagnostics) {
        List<Token> words = line.arguments();
        if (line.block().isPresent()) {
            diagnostics.error(line.at(), "an interface must not be followed by a block: remove '{'");
            return Optional.empty();
        }
        if (words.isEmpty()) {
            return Optional.of(new TrackLine(line.name(), line.at(), 0, false));
        }
        if (!words.get(0).text().equals("weight")) {
            diagnostics.error(
                    words.get(0).at(),
                    "track_interface must have a name and 'weight N [reverse]' on each line: '"
                            + words.get(0).text() + "'");
            return Optional.empty();
        }
        if (words.size() < 2) {
            diagnostics.error(line.at(), "'weight' must have a value");
            return Optional.empty();
        }
        boolean reversed = words.size() > 2 && words.get(2).text().equals("reverse");
        if (words.size() > (reversed ? 3 : 2)) {
            diagnostics.error(
                    line.at(),
                    "weight may be followed by reverse only: '"
                            + words.get(reversed ? 3 : 2).text() + "'");
            return Optional.empty();
        }
        var weight = new Values(diagnostics).integer("weight", words.get(1), -MAX_WEIGHT, MAX_WEIGHT);
        return weight.isPresent()
                ? Optional.of(new TrackLine(line.name(), line.at(), weight.getAsInt(), reversed))
                : Optional.empty();
    }

    /** The same without its weight. */
    TrackLine releasing() {
        return new TrackLine(name, at, 0, reversed);
    }

    TrackedInterface toTrackedInterface() {
        OnFailure plain = weight == 0 ? OnFailure.release() : OnFailure.weight(weight);
        return new TrackedInterface(name, reversed ? plain.reverse() : plain);
    }
}
