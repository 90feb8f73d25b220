/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the segment for an IPv4 address in a fixed rhythm and notes everybody who answers, by the clock of the kernel.
 * Unlike the neighbour table of a client it sees two stations that hold one address. Safe from any thread.
 */
final class ArpProber {

    private static final String SCRIPT = "arpprober.py";
    private static final String READY = "ready";

    private final Duration interval;
    private final EventLog<Answer> answers = new EventLog<>("answers to ARP");
    private final Map<String, String> stations = new ConcurrentHashMap<>();
    private final EventLog<String> messages = new EventLog<>("ARP prober");

    private ArpProber(LabHost client, String target, Duration interval) {
        this.interval = interval;
        client.start(
                "ARP prober",
                Scripts.urgentCommand(client.lab(), SCRIPT, target, Long.toString(interval.toMillis())),
                Map.of(),
                StreamReader.lines(this::line),
                StreamReader.lines(messages::append));
    }

    /**
     * Starts to ask; ends with the lab.
     *
     * @param interval whole milliseconds, 1 or more
     */
    static ArpProber start(LabHost client, String target, Duration interval) {
        ArpProber prober = new ArpProber(client, target, interval);
        prober.messages.await("the start of the ARP prober", 0, READY::equals, Deadline.GENEROUS);
        return prober;
    }

    private void line(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            messages.append(line);
            return;
        }
        // There are two or three stations and hundreds of thousands of answers.
        String station = stations.computeIfAbsent(line.substring(blank + 1), name -> name);
        answers.append(new Answer(WallClock.ofEpochSeconds(line.substring(0, blank)), station));
    }

    /** The answers so far, and those to come. */
    EventLog<Answer> answers() {
        return answers;
    }

    /** How long two stations answered at one time, inside a window that begins at or after a position. */
    Duration answeredByTwo(int mark, Instant from, Instant to) {
        List<Answer> inside = answers.since(mark).stream()
                .filter(answer -> !answer.at().isBefore(from) && !answer.at().isAfter(to))
                .toList();
        return new Answers(inside, interval).fromTwo();
    }
}
