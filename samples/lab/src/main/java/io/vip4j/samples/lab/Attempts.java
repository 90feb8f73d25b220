/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A client that connects in a fixed rhythm, whatever became of its earlier attempts. Safe from any thread. */
final class Attempts {

    private static final String SCRIPT = "attempts.py";
    // A proxy that has just taken over is cold; more than this would measure how it warms up.
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofMillis(1500);

    /** When an attempt was answered, or when it failed. */
    private record Attempt(Instant at, boolean ok) {}

    private final EventLog<Attempt> attempts = new EventLog<>("attempts");
    private final EventLog<String> complaints = new EventLog<>("stderr of the attempts");

    private Attempts() {}

    static Attempts start(LabHost client, String address, int port) {
        Attempts started = new Attempts();
        List<String> command = Scripts.urgentCommand(
                client.lab(),
                SCRIPT,
                address,
                Integer.toString(port),
                Long.toString(INTERVAL.toMillis()),
                Long.toString(PATIENCE.toMillis()));
        client.start(
                "attempts",
                command,
                Map.of(),
                StreamReader.lines(started::line),
                StreamReader.lines(started.complaints::append));
        return started;
    }

    private void line(String line) {
        int blank = line.indexOf(' ');
        attempts.append(new Attempt(WallClock.ofEpochSeconds(line.substring(0, blank)), line.endsWith(" ok")));
    }

    private List<Instant> times(boolean ok) {
        return attempts.all().stream()
                .filter(attempt -> attempt.ok() == ok)
                .map(Attempt::at)
                .toList();
    }

    /** Waits until for 1.5 s after a moment every attempt has been answered; false if that takes too long. */
    boolean pollCalm(Instant from, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (true) {
            Instant since = Instant.now().minus(CALM);
            boolean calm = since.isAfter(from)
                    && times(false).stream().noneMatch(at -> at.isAfter(since))
                    && Gaps.longest(times(true), since, since.plus(CALM)).compareTo(CALM.dividedBy(3)) < 0;
            if (calm || deadline.isOver()) {
                return calm;
            }
            Deadline.pause();
        }
    }

    /** The longest time without an answer inside a window. */
    Duration longestGap(Instant from, Instant to) {
        return Gaps.longest(times(true), from, to);
    }

    /** How long after a moment the last attempt failed; zero if none did. */
    Duration failuresUntil(Instant from, Instant to) {
        return times(false).stream()
                .filter(at -> at.isAfter(from) && at.isBefore(to))
                .reduce((first, second) -> second)
                .map(last -> Duration.between(from, last))
                .orElse(Duration.ZERO);
    }
}
