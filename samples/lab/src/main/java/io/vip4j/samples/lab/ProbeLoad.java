/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One application that asks many TCP ports each second while it owns an address. One thread. */
final class ProbeLoad implements AutoCloseable {

    /** How many it asks. */
    static final int PROBES = 500;

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration PING_INTERVAL = Duration.ofMillis(100);
    private static final int FIRST_PORT = 20_000;
    private static final String LISTENER = "listener.py";

    /**
     * What it cost.
     *
     * @param cpu percent of one core
     * @param longestPause between two advertisements
     */
    record Cost(double cpu, Duration longestPause) {}

    private final PairLab lab;
    private final Capture capture;
    private final EmbeddedNode application;

    private ProbeLoad(PairLab lab, RouterSettings settings) {
        this.lab = lab;
        this.capture = Capture.startOn(lab.first());
        startListener(lab.second());
        this.application = EmbeddedNode.start(
                lab.first(),
                settings.keepalivedConf(lab.first().name()),
                "tcp-probes",
                Integer.toString(PROBES),
                lab.second().address(),
                Integer.toString(FIRST_PORT));
        lab.ownership().awaitHolders(Set.of(lab.first()), LIMIT);
        awaitAllUp();
    }

    /** Starts the application, the ports that it asks, and waits until all its checks are up. */
    static ProbeLoad start(RouterSettings settings) {
        PairLab lab = PairLab.open(RouterSettings.ADDRESS, PING_INTERVAL);
        try {
            return new ProbeLoad(lab, settings);
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    private static void startListener(LabHost host) {
        EventLog<String> output = new EventLog<>("listener");
        host.start(
                "listener",
                Scripts.command(host.lab(), LISTENER, Integer.toString(FIRST_PORT), Integer.toString(PROBES)),
                Map.of(),
                StreamReader.lines(output::append),
                StreamReader.lines(output::append));
        output.await("the start of the listener", 0, "ready"::equals, LIMIT);
    }

    private void awaitAllUp() {
        Deadline limit = Deadline.after(LIMIT);
        List<Long> checks = application.checks();
        while (checks.get(0) != PROBES || checks.get(2) < PROBES) {
            if (limit.isOver()) {
                throw new LabException("checks that are up, of how many, and their good answers: " + checks);
            }
            Deadline.pause();
            checks = application.checks();
        }
    }

    /**
     * Measures for a while.
     *
     * @throws LabException if it has asked less than nine tenths of what it must
     */
    Cost measure(Duration span) {
        long goodBefore = application.checks().get(2);
        Duration cpuBefore = CpuTime.of(application.pid());
        Instant from = Instant.now();
        sleep(span);
        Instant to = Instant.now();
        Duration cpu = CpuTime.of(application.pid()).minus(cpuBefore);
        long good = application.checks().get(2) - goodBefore;
        double seconds = Duration.between(from, to).toNanos() / 1e9;
        if (good < 0.9 * PROBES * seconds) {
            throw new LabException(
                    PROBES + " probes each second have given " + good + " good answers in " + seconds + " s only");
        }
        List<Instant> sent = capture.advertisementsOf(lab.first(), 0).stream()
                .map(CapturedFrame.Advertisement::at)
                .toList();
        return new Cost(cpu.toNanos() / 1e7 / seconds, Gaps.longest(sent, from, to));
    }

    private static void sleep(Duration span) {
        try {
            Thread.sleep(span.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    @Override
    public void close() {
        lab.close();
    }
}
