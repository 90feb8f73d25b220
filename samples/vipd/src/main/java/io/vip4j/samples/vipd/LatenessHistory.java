/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How late the loop of a daemon was, second by second, while somebody watched. Used by one thread. */
final class LatenessHistory {

    /** The most that a terminal shows. */
    private static final long SECONDS = 600;

    /** From which lateness on a sign is one step higher: each step is about three times the one before. */
    private static final double[] STEPS_MILLIS = {0.3, 1, 3, 10, 30, 100, 300};

    private final NavigableMap<Long, Double> worstMillis = new TreeMap<>(); // By second of the epoch.
    private String startedAt = "";
    private double maxMillis;
    private double thresholdMillis = Double.POSITIVE_INFINITY;

    /**
     * Takes what a document says.
     *
     * @param now when it came
     */
    void add(JsonTree document, Instant now) {
        JsonTree lateness = document.field("lateness");
        if (lateness.text("turns").isEmpty()) {
            return;
        }
        double max = number(lateness.text("maxMillis"));
        // A new maximum was reached since the last look; without one, only the last turn is known for certain.
        boolean grown = document.text("startedAt").equals(startedAt) && max > maxMillis;
        double worst = grown ? max : number(lateness.text("lastMillis"));
        startedAt = document.text("startedAt");
        maxMillis = max;
        thresholdMillis = number(lateness.text("thresholdMillis"));
        worstMillis.merge(now.getEpochSecond(), worst, Math::max);
        worstMillis.headMap(now.getEpochSecond() - SECONDS).clear();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * A picture with one sign for each second, the present one at the right; blanks where nobody answered.
     *
     * @param seconds how many
     */
    Text sparkline(int seconds, Instant now, Glyphs glyphs) {
        Text line = Text.EMPTY;
        for (long second = now.getEpochSecond() - seconds + 1; second <= now.getEpochSecond(); second++) {
            Double worst = worstMillis.get(second);
            line = line.and(worst == null ? Text.of(" ") : sign(worst, glyphs));
        }
        return line;
    }

    private Text sign(double millis, Glyphs glyphs) {
        return Text.of(
                millis >= thresholdMillis ? Style.WRONG : Style.CALM,
                String.valueOf(glyphs.levels().charAt(step(millis))));
    }

    private static int step(double millis) {
        int step = 0;
        while (step < STEPS_MILLIS.length && millis >= STEPS_MILLIS[step]) {
            step++;
        }
        return step;
    }

    /** What the signs mean. */
    static Text legend(Glyphs glyphs) {
        String levels = glyphs.levels();
        return Text.of(
                Style.FAINT,
                "worst of each second: " + levels.charAt(0) + " below " + Age.exactly(String.valueOf(STEPS_MILLIS[0]))
                        + ", " + levels.charAt(levels.length() - 1) + " from "
                        + Age.exactly(String.valueOf(STEPS_MILLIS[STEPS_MILLIS.length - 1])));
    }
}
