/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The client: asks the virtual address for an echo in a fixed rhythm and notes when each reply arrived, by the clock of
 * the kernel. Safe from any thread.
 */
public final class Pinger implements AutoCloseable {

    private static final String SCRIPT = "pinger.py";

    private final EventLog<Instant> replies = new EventLog<>("echo replies");
    private final EventLog<Integer> sequences = new EventLog<>("sequence numbers of the echo replies");
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final EventLog<String> complaints = new EventLog<>("pinger stderr");
    private final ChildProcess process;

    private Pinger(LabHost client, String target, Duration interval) {
        List<String> command = Scripts.urgentCommand(client.lab(), SCRIPT, target, Long.toString(interval.toMillis()));
        process = client.start(
                "pinger", command, Map.of(), StreamReader.lines(this::line), StreamReader.lines(complaints::append));
    }

    /**
     * Starts to ask.
     *
     * @param interval whole milliseconds, 1 or more
     */
    public static Pinger start(LabHost client, String target, Duration interval) {
        if (interval.toMillis() < 1) {
            throw new LabException("interval must be 1 ms or more: " + interval);
        }
        Pinger pinger = new Pinger(client, target, interval);
        pinger.awaitReady();
        return pinger;
    }

    private void line(String line) {
        if (!ready.isDone()) {
            ready.complete(line);
            return;
        }
        int blank = line.indexOf(' ');
        sequences.append(Integer.parseInt(line.substring(blank + 1)));
        replies.append(WallClock.ofEpochSeconds(line.substring(0, blank)));
    }

    private void awaitReady() {
        try {
            ready.get(Deadline.GENEROUS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LabException("the pinger does not start: " + complaints.all(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the pinger starts", e);
        }
    }

    /** The times of the replies so far, and those to come. */
    public EventLog<Instant> replies() {
        return replies;
    }

    /** A position in what was answered so far, for {@link #lostSince}. */
    public int mark() {
        return sequences.mark();
    }

    /** How many requests between the first and the last one answered since a position were not answered. */
    public int lostSince(int mark) {
        List<Integer> answered = sequences.since(mark);
        if (answered.isEmpty()) {
            throw new LabException("no echo reply since the mark");
        }
        int lost = 0;
        for (int i = 1; i < answered.size(); i++) {
            // The number has 16 bits and starts again at 0.
            lost += (answered.get(i) - answered.get(i - 1) - 1) & 0xffff;
        }
        return lost;
    }

    /** Waits for a reply that arrives after this call; one that is only logged after it does not count. */
    public Instant awaitReply(Duration limit) {
        Instant calledAt = Instant.now();
        return replies.await("an echo reply", replies.mark(), reply -> reply.isAfter(calledAt), limit);
    }

    /** The longest time without a reply inside a window of time; see {@link Gaps#longest}. */
    public Duration longestGap(Instant from, Instant to) {
        return Gaps.longest(replies.all(), from, to);
    }

    @Override
    public void close() {
        process.close();
    }
}
