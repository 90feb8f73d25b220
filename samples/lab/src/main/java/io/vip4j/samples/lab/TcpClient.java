/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A client that connects to a TCP port again and again and notes how that went. Safe from any thread. */
final class TcpClient {

    /**
     * One attempt.
     *
     * @param at when it began
     * @param outcome {@code answer TEXT}, {@code refused}, {@code timeout}, {@code closed} or {@code error TEXT}
     */
    record Attempt(Instant at, String outcome) {

        boolean isAnswered() {
            return outcome.startsWith("answer ");
        }
    }

    private static final String SCRIPT = "tcpclient.py";

    private final EventLog<Attempt> attempts = new EventLog<>("attempts of the client");
    private final EventLog<String> complaints = new EventLog<>("client stderr");

    private TcpClient() {}

    /** Starts to connect in a rhythm; it ends with the lab. */
    static TcpClient start(LabHost host, String address, int port, Duration interval) {
        TcpClient client = new TcpClient();
        List<String> command = Scripts.command(
                host.lab(), SCRIPT, address, Integer.toString(port), Long.toString(interval.toMillis()));
        host.start(
                "tcp client",
                command,
                Map.of(),
                StreamReader.lines(client::line),
                StreamReader.lines(client.complaints::append));
        return client;
    }

    private void line(String line) {
        int blank = line.indexOf(' ');
        attempts.append(new Attempt(WallClock.ofEpochSeconds(line.substring(0, blank)), line.substring(blank + 1)));
    }

    /** Every attempt so far, and those to come. */
    EventLog<Attempt> attempts() {
        return attempts;
    }

    /** The attempts that began inside a window of time. */
    List<Attempt> between(Instant from, Instant to) {
        return attempts.all().stream()
                .filter(attempt -> attempt.at().isAfter(from) && attempt.at().isBefore(to))
                .toList();
    }

    /** Waits for an attempt that begins after this call and goes like this. */
    Attempt await(String what, Predicate<Attempt> outcome, Duration limit) {
        Instant calledAt = Instant.now();
        return attempts.await(
                what + " " + complaints.all(),
                attempts.mark(),
                attempt -> attempt.at().isAfter(calledAt) && outcome.test(attempt),
                limit);
    }
}
