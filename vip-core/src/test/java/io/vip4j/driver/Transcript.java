/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Transition;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.IpAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what routers do, a line for what one of them does at one moment, in the order in which it happens. Left
 * out is the advertisement that Adver_Timer sends exactly one interval after the one before, with its renewal.
 */
final class Transcript {

    /** What one router did at one moment without another one acting in between. */
    private static final class Line {
        private final String router;
        private final List<String> words = new ArrayList<>();
        private boolean regular = true;
        private @Nullable Transition transition;

        Line(String router) {
            this.router = router;
        }
    }

    private final SimulatedLan lan;
    private IpAddress virtualAddress;
    private final StringBuilder text = new StringBuilder();
    private final List<Line> moment = new ArrayList<>();
    private final List<Runnable> notes = new ArrayList<>();
    private final Map<String, Long> intervalNanos = new HashMap<>();
    private final Map<String, Long> lastAdvertAtNanos = new HashMap<>();
    private List<String> holders = List.of();

    Transcript(SimulatedLan lan, IpAddress virtualAddress) {
        this.lan = lan;
        this.virtualAddress = virtualAddress;
    }

    /** Reports the holders of another address from now on. */
    void watch(IpAddress address) {
        virtualAddress = address;
    }

    /** Makes a router known; its interval tells which advertisements are regular. */
    void router(String router, long advertisementIntervalNanos) {
        intervalNanos.put(router, advertisementIntervalNanos);
        lastAdvertAtNanos.remove(router);
    }

    /** A word of {@link RecordingPlatform}. */
    void word(String router, String word) {
        Line line = moment.isEmpty() ? null : moment.get(moment.size() - 1);
        if (line == null || !line.router.equals(router) || line.transition != null) {
            line = new Line(router);
            moment.add(line);
        }
        line.words.add(word);
        line.regular &= isRegular(router, word);
    }

    private boolean isRegular(String router, String word) {
        if (!word.startsWith("advertise")) {
            return word.equals("renew");
        }
        long now = lan.nanoTime();
        Long before = lastAdvertAtNanos.put(router, now);
        return before != null && now - before == intervalNanos.getOrDefault(router, 0L) && !word.endsWith("(0)");
    }

    void transition(String router, Transition transition) {
        Line line = null;
        for (Line candidate : moment) {
            if (candidate.router.equals(router) && candidate.transition == null) {
                line = candidate;
            }
        }
        if (line == null) {
            line = new Line(router);
            moment.add(line);
        }
        line.transition = transition;
    }

    /** Something that is said once, at the end of this moment. */
    void note(String router, String note) {
        notes.add(() -> append(router, note));
    }

    /** Closes the lines of this moment. */
    void momentOver() {
        for (Line line : moment) {
            if (line.transition != null) {
                append(
                        line.router,
                        String.format(
                                "%-19s  %s",
                                line.transition.from() + "->" + line.transition.to(),
                                String.join(" ", counted(line.words))));
                append("", "  " + line.transition.cause());
            } else if (!line.regular) {
                append(line.router, String.format("%-19s  %s", "", String.join(" ", counted(line.words))));
            }
        }
        moment.clear();
        List<String> now = lan.holders(virtualAddress);
        if (!now.equals(holders)) {
            holders = now;
            append("", now.isEmpty() ? "held by nobody" : "held by " + String.join(" and ", now));
        }
        notes.forEach(Runnable::run);
        notes.clear();
    }

    /** Writes {@code announce announce announce} as {@code announce*3}. */
    private static List<String> counted(List<String> words) {
        List<String> counted = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int end = i;
            while (end < words.size() && words.get(end).equals(words.get(i))) {
                end++;
            }
            counted.add(end - i == 1 ? words.get(i) : words.get(i) + "*" + (end - i));
            i = end;
        }
        return counted;
    }

    private void append(String router, String rest) {
        text.append(String.format("%14s %-2s %s", millis(lan.nanoTime()), router, rest)
                        .stripTrailing())
                .append('\n');
    }

    /** Milliseconds with three decimals, or with all of them if there are more. */
    private static String millis(long nanos) {
        BigDecimal millis = BigDecimal.valueOf(nanos, 6);
        BigDecimal shorter = millis.setScale(3, RoundingMode.DOWN);
        return (shorter.compareTo(millis) == 0 ? shorter : millis).toPlainString() + "ms";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
