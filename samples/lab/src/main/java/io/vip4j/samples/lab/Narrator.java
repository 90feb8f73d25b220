/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Prints what happens, in the order in which it happened. The observers report at different speeds, so every line waits
 * a tenth of a second for an earlier one. Safe from any thread.
 */
final class Narrator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int WHO_WIDTH = 7;
    private static final int WHAT_WIDTH = 39;
    private static final int WHY_WIDTH = 58;

    private record Line(Instant at, String text) {}

    private final PrintStream out;
    private final Palette palette;
    private final Instant startedAt;
    private final ScheduledExecutorService printer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "narrator");
        thread.setDaemon(true);
        return thread;
    });

    // Guarded by this.
    private final List<Line> waiting = new ArrayList<>();

    Narrator(PrintStream out, Palette palette, Instant startedAt) {
        this.out = out;
        this.palette = palette;
        this.startedAt = startedAt;
    }

    void begin() {
        out.println(palette.dim(columns("seconds", "who", "what", "why")));
        long period = PATIENCE.toMillis() / 4;
        var unused = printer.scheduleAtFixedRate(
                () -> print(Instant.now().minus(PATIENCE)), period, period, TimeUnit.MILLISECONDS);
    }

    /** A heading of the story. */
    void chapter(String title) {
        add(Instant.now(), "\n" + palette.bold(title));
    }

    /** Somebody did something. */
    void tell(Instant at, String who, String what, String why) {
        add(at, columns(seconds(at), who, what, why));
    }

    /** Somebody did something that the reader should not miss. */
    void highlight(Instant at, String who, String what, String why) {
        add(at, palette.notable(columns(seconds(at), who, what, why)));
    }

    private String seconds(Instant at) {
        return String.format(
                Locale.ROOT, "%.3f", Duration.between(startedAt, at).toNanos() / 1e9);
    }

    static String columns(String time, String who, String what, String why) {
        String format = "%9s  %-" + WHO_WIDTH + "s  %-" + WHAT_WIDTH + "s  %s";
        List<String> reasons = wrapped(why);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < reasons.size(); i++) {
            String line = i == 0
                    ? String.format(Locale.ROOT, format, time, who, what, reasons.get(0))
                    : "\n" + String.format(Locale.ROOT, format, "", "", "", reasons.get(i));
            text.append(line.stripTrailing());
        }
        return text.toString();
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WHY_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private synchronized void add(Instant at, String text) {
        waiting.add(new Line(at, text));
    }

    private synchronized void print(Instant until) {
        // The sort is stable: lines of one moment keep the order in which they were told.
        waiting.sort(Comparator.comparing(Line::at));
        while (!waiting.isEmpty() && !waiting.get(0).at().isAfter(until)) {
            out.println(waiting.remove(0).text());
        }
        out.flush();
    }

    /** Prints the rest. */
    @Override
    public void close() {
        printer.shutdownNow();
        print(Instant.MAX);
    }
}
