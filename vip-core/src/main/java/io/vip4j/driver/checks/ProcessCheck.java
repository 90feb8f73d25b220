/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.ProcessQuery;
import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessMonitor;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * Counts processes: looks for them at each interval, off the loop, and hears the end of those that it has found at once
 * where the platform can tell it.
 */
final class ProcessCheck implements RunningCheck {

    /** The ends of more are seen at the interval only. */
    static final int MAX_WATCHED = 256;

    private static final ProcessMonitor.Watch NOT_WATCHED = () -> {};

    private final ProcessQuery query;
    private final ProcessFinder finder;
    private final ProbePace pace;
    private final ProcessMonitor monitor;
    private final Loop loop;
    private final CheckReport report;
    private final Errand errand;
    private final Loop.Alarm alarm;

    // Written by the loop.
    private final Map<Long, ProcessMonitor.Watch> alive = new HashMap<>();
    private final Set<Long> endedWhileLooking = new HashSet<>();
    private String absence = "";
    private long lookedAtNanos;
    private long nextLookAtNanos;
    private boolean looking;
    private boolean late;
    private boolean missing;
    private long missingCountsAtNanos;
    private boolean up;
    private boolean closed;

    /**
     * @param assumedUp how it counts before the first look
     */
    ProcessCheck(
            ProcessQuery query,
            ProcessFinder finder,
            boolean assumedUp,
            ProbePace pace,
            VipPlatform platform,
            CheckReport report) {
        this.up = assumedUp;
        this.query = query;
        this.finder = finder;
        this.pace = pace;
        this.monitor = platform.processes();
        this.loop = platform.loop();
        this.report = report;
        this.errand = new Errand(platform);
        this.alarm = loop.newAlarm(this::wake);
    }

    @Override
    public void start() {
        nextLookAtNanos = loop.nanoTime() + pace.firstDelayNanos();
        wake();
    }

    @Override
    public void close() {
        closed = true;
        alarm.disarm();
        errand.close();
        alive.values().forEach(ProcessMonitor.Watch::close);
        alive.clear();
    }

    private void wake() {
        if (closed) {
            return;
        }
        long now = loop.nanoTime();
        if (looking && !late && now - lookedAtNanos >= pace.timeout().toNanos()) {
            late = true;
            // What is watched is known without looking.
            if (alive.isEmpty() || alive.containsValue(NOT_WATCHED)) {
                fail(
                        "the processes could not be listed within "
                                + pace.timeout().toMillis() + " ms",
                        true);
            }
        }
        if (!looking && now - nextLookAtNanos >= 0) {
            look(now);
        }
        if (missing && up && now - missingCountsAtNanos >= 0) {
            judge(false, Duration.ZERO);
        }
        arm();
    }

    private void arm() {
        if (closed) {
            return;
        }
        boolean waits = looking && late; // For the thread to return.
        long next = looking ? lookedAtNanos + pace.timeout().toNanos() : nextLookAtNanos;
        if (missing && up && (waits || missingCountsAtNanos - next < 0)) {
            alarm.armAt(missingCountsAtNanos);
        } else if (!waits) {
            alarm.armAt(next);
        } else {
            alarm.disarm();
        }
    }

    private void look(long now) {
        lookedAtNanos = now;
        nextLookAtNanos = now + pace.nextNanos(up, missing && up);
        looking = true;
        late = false;
        endedWhileLooking.clear();
        try {
            errand.run(
                    () -> finder.find(query.selector()),
                    failure -> ProcessFinder.Found.none(FailureWords.of(failure)),
                    this::found);
        } catch (RejectedExecutionException e) {
            looking = false;
            fail("too many probes are under way", false);
        }
    }

    private void found(ProcessFinder.Found found) {
        looking = false;
        alive.entrySet().removeIf(known -> {
            boolean gone = !found.pids().contains(known.getKey());
            if (gone) {
                known.getValue().close();
            }
            return gone;
        });
        for (long pid : found.pids()) {
            if (!endedWhileLooking.contains(pid)) {
                alive.computeIfAbsent(pid, this::watch);
            }
        }
        absence = found.absence();
        judge(true, Duration.ofNanos(loop.nanoTime() - lookedAtNanos));
        arm();
    }

    private ProcessMonitor.Watch watch(long pid) {
        if (alive.size() >= MAX_WATCHED) {
            return NOT_WATCHED;
        }
        try {
            return monitor.watch(pid, () -> ended(pid));
        } catch (PlatformException e) {
            return NOT_WATCHED; // Its end is seen at the next look.
        }
    }

    private void ended(long pid) {
        ProcessMonitor.Watch watch = closed ? null : alive.remove(pid);
        if (watch == null) {
            return;
        }
        watch.close();
        endedWhileLooking.add(pid);
        absence = "process " + pid + " has ended";
        judge(true, Duration.ZERO);
        arm();
    }

    /**
     * Decides how it counts.
     *
     * @param seen whether something was seen; if not, only time has passed
     */
    private void judge(boolean seen, Duration latency) {
        int running = alive.size();
        boolean tooFew = running < query.least();
        boolean tooMany = running > query.most();
        String detail = tooFew || tooMany ? problem(running, tooMany) : running + (running == 1 ? " runs" : " run");
        if (tooFew) {
            long now = loop.nanoTime();
            if (!missing) {
                missing = true;
                missingCountsAtNanos = now + query.missingFor().toNanos();
            }
            up &= now - missingCountsAtNanos < 0;
        } else {
            missing = false;
            up = !tooMany;
        }
        String words = !up
                ? "DOWN: " + detail
                : tooFew
                        ? "UP (" + detail + ", which counts after "
                                + query.missingFor().toMillis() + " ms)"
                        : "UP";
        CheckReport.Answer answer = new CheckReport.Answer(!tooFew && !tooMany, detail, latency, false);
        if (seen) {
            report.answered(answer, Reading.of(up), words);
        } else {
            report.counts(Reading.of(up), words);
        }
    }

    private String problem(int running, boolean tooMany) {
        if (tooMany) {
            return running + " run, at most " + query.most() + " may: " + query.description();
        }
        return query.least() == 1 && !absence.isEmpty()
                ? absence
                : running + (running == 1 ? " runs" : " run") + ", at least " + query.least() + " must: "
                        + query.description();
    }

    private void fail(String detail, boolean timedOut) {
        up = false;
        Duration latency = Duration.ofNanos(loop.nanoTime() - lookedAtNanos);
        report.answered(new CheckReport.Answer(false, detail, latency, timedOut), Reading.DOWN, "DOWN: " + detail);
    }
}
