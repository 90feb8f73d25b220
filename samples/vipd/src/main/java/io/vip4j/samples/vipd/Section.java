/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a picture: a heading and rows, of which as many are shown as there is room for.
 *
 * @param heading its first line
 * @param rows the most important first; at least one
 * @param open whether nobody expects to see all of them
 */
record Section(Text heading, List<Text> rows, boolean open) {

    /** So many rows of each section come before any further row of another one. */
    private static final int FAIR = 3;

    /** With less than this a section says nothing. */
    private static final int LEAST = 2;

    private static final int BLANK_AND_HEADING = 2;

    /** A section that says how many rows it hides; empty if there is nothing below the heading. */
    static Optional<Section> of(List<Text> lines) {
        return of(lines, false);
    }

    /** A section of which nobody expects to see all; empty if there is nothing below the heading. */
    static Optional<Section> open(List<Text> lines) {
        return of(lines, true);
    }

    private static Optional<Section> of(List<Text> lines, boolean open) {
        return lines.size() < 2
                ? Optional.empty()
                : Optional.of(new Section(lines.get(0), List.copyOf(lines.subList(1, lines.size())), open));
    }

    /** The sections below each other, a blank line before each, in so many lines; the last ones yield. */
    static List<Text> fit(List<Section> sections, int lines) {
        int room = lines;
        int[] shown = new int[sections.size()];
        for (int i = 0; i < shown.length; i++) {
            int rows = sections.get(i).rows().size();
            if (room >= BLANK_AND_HEADING + Math.min(LEAST, rows)) {
                shown[i] = Math.min(room - BLANK_AND_HEADING, Math.min(FAIR, rows));
                room -= BLANK_AND_HEADING + shown[i];
            }
        }
        List<Text> picture = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] > 0) {
                int more = Math.max(0, Math.min(room, sections.get(i).rows().size() - shown[i]));
                room -= more;
                picture.add(Text.EMPTY);
                picture.addAll(sections.get(i).show(shown[i] + more));
            }
        }
        return picture;
    }

    private List<Text> show(int most) {
        List<Text> lines = new ArrayList<>();
        lines.add(heading);
        lines.addAll(rows.subList(0, most));
        if (most < rows.size() && !open) {
            lines.set(most, Text.of(Style.FAINT, "and " + (rows.size() - most + 1) + " more"));
        }
        return lines;
    }
}
