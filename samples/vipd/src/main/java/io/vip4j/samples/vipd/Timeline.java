/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The states of one router over time, as far as its daemon remembers them.
 *
 * @param state the present one
 * @param changes oldest first
 */
record Timeline(String state, List<Change> changes) {

    private static final Style SEVERAL = Style.CARE;

    /** One change of state. */
    record Change(Instant at, String from, String to) {}

    /** What a slot of the lane shows. */
    private record Mark(Style style, char sign) {}

    static Timeline of(JsonTree router) {
        return new Timeline(
                router.text("state"),
                router.list("timeline").stream()
                        .filter(event -> event.text("anomaly").isEmpty())
                        .flatMap(event -> Age.instant(event.text("at")).stream()
                                .map(at -> new Change(at, event.text("from"), event.text("to"))))
                        .toList());
    }

    Optional<Instant> lastTransition() {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(changes.get(changes.size() - 1).at());
    }

    /**
     * A picture with one sign for each slot of time, the present one at the right. Slots begin at multiples of their
     * length, so that the picture moves one place at a time.
     *
     * @param slots how many
     * @param length of each
     * @param from before this nothing is known
     * @param until after this nothing is known
     */
    Text lane(int slots, Duration length, Instant from, Instant until, Instant now, Glyphs glyphs) {
        long millis = length.toMillis();
        long present = Math.floorDiv(now.toEpochMilli(), millis);
        Text lane = Text.EMPTY;
        for (long slot = present - slots + 1; slot <= present; slot++) {
            Instant begin = Instant.ofEpochMilli(slot * millis);
            Instant end = begin.plus(length);
            boolean known = end.isAfter(from) && begin.isBefore(until);
            Mark mark = known ? mark(begin, end, glyphs) : new Mark(Style.PLAIN, ' ');
            lane = lane.and(mark.style(), String.valueOf(mark.sign()));
        }
        return lane;
    }

    private Mark mark(Instant begin, Instant end, Glyphs glyphs) {
        long changed = changes.stream()
                .filter(change -> !change.at().isBefore(begin) && change.at().isBefore(end))
                .count();
        return changed > 1 ? new Mark(SEVERAL, '*') : markOf(stateBefore(end), glyphs);
    }

    private String stateBefore(Instant end) {
        String reached = changes.isEmpty() ? state : changes.get(0).from();
        for (Change change : changes) {
            if (change.at().isBefore(end)) {
                reached = change.to();
            }
        }
        return reached;
    }

    private static Mark markOf(String state, Glyphs glyphs) {
        return switch (state) {
            case "ACTIVE" -> new Mark(Style.GOOD, glyphs.full());
            case "BACKUP" -> new Mark(Style.CALM, glyphs.line());
            default -> new Mark(Style.CARE, glyphs.dot());
        };
    }

    /** What the signs mean. */
    static Text legend(Glyphs glyphs) {
        return Stream.of("ACTIVE", "BACKUP", "INITIALIZE")
                .map(state -> {
                    Mark mark = markOf(state, glyphs);
                    return Text.of(mark.style(), String.valueOf(mark.sign())).and(Style.FAINT, " " + state + "  ");
                })
                .reduce(Text.EMPTY, Text::and)
                .and(SEVERAL, "*")
                .and(Style.FAINT, " several changes");
    }
}
