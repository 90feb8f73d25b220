/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.HealthGate;
import io.vip4j.health.HealthGate.State;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.Reading;
import io.vip4j.probe.Probe;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one probe again and again, off the loop, and reports to the loop when the gate opens or closes. A probe that
 * does not return in time has failed, even if its thread never comes back; at most one is under way.
 */
final class CheckRunner {

    /** Hears about a check, on the loop. */
    @FunctionalInterface
    interface Report {
        void health(String name, Reading reading, String detail);
    }

    private final NamedCheck named;
    private final boolean assumedUp;
    private final VipPlatform platform;
    private final Loop loop;
    private final Report report;
    private final Loop.Alarm alarm;

    private HealthGate gate;
    private long nextProbeAtNanos;
    private long answerDueAtNanos;
    private boolean awaiting;
    private boolean threadBusy;
    private boolean waitingForThread;
    private long round;
    private boolean started;
    private boolean closed;

    /**
     * @param assumedUp what it counts as before its first answer
     */
    CheckRunner(NamedCheck named, boolean assumedUp, VipPlatform platform, Report report) {
        this.named = named;
        this.assumedUp = assumedUp;
        this.platform = platform;
        this.loop = platform.loop();
        this.report = report;
        this.gate = HealthGate.unknown(named.check().rise(), named.check().fall());
        this.alarm = loop.newAlarm(this::wake);
    }

    /** Asks for the first time, now; idempotent. */
    void start() {
        if (started) {
            return;
        }
        started = true;
        report.health(named.name(), Reading.of(assumedUp), "has not answered yet");
        nextProbeAtNanos = loop.nanoTime();
        wake();
    }

    void close() {
        closed = true;
        alarm.disarm();
    }

    private void wake() {
        if (closed) {
            return;
        }
        long now = loop.nanoTime();
        if (awaiting && now - answerDueAtNanos >= 0) {
            awaiting = false;
            boolean hung = waitingForThread;
            waitingForThread = false;
            answer(Probe.Result.unhealthy(
                    hung
                            ? "an earlier probe still hangs"
                            : "no answer within "
                                    + named.check().pace().timeout().toMillis() + " ms"));
        }
        if (!awaiting && now - nextProbeAtNanos >= 0) {
            nextProbeAtNanos = now + named.check().pace().interval().toNanos();
            ask(now);
        }
        alarm.armAt(awaiting ? answerDueAtNanos : nextProbeAtNanos);
    }

    private void ask(long now) {
        round++;
        awaiting = true;
        answerDueAtNanos = now + named.check().pace().timeout().toNanos();
        if (threadBusy) {
            // The last probe is late. If it returns before this one is due, this one gets the rest of its time: a slow
            // probe counts as one failure, and one that hangs as one in each interval.
            waitingForThread = true;
        } else {
            submit();
        }
    }

    private void submit() {
        HealthCheck check = named.check();
        long thisRound = round;
        threadBusy = true;
        try {
            platform.workExecutor().execute(() -> {
                Probe.Result result = askNow(
                        ((CheckSource.Blocking) check.source()).probe(),
                        check.pace().timeout());
                postAnswer(thisRound, result);
            });
        } catch (RejectedExecutionException e) {
            awaiting = false;
            threadBusy = false;
            answer(Probe.Result.unhealthy("too many probes are under way"));
        }
    }

    private void postAnswer(long answeredRound, Probe.Result result) {
        try {
            loop.execute(() -> {
                threadBusy = false;
                if (closed || !awaiting) {
                    return;
                }
                if (waitingForThread) {
                    waitingForThread = false;
                    submit();
                } else if (answeredRound == round) {
                    awaiting = false;
                    answer(result);
                    alarm.armAt(nextProbeAtNanos);
                }
            });
        } catch (RejectedExecutionException e) {
            // The platform is closed; nobody waits for the answer.
        }
    }

    private static Probe.Result askNow(Probe probe, Duration timeout) {
        try {
            Probe.@Nullable Result result = probe.ask(timeout); // An application without null checks may return one.
            return result == null ? Probe.Result.unhealthy("the probe returned null") : result;
        } catch (Exception e) {
            return Probe.Result.unhealthy(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (Error e) {
            return Probe.Result.unhealthy(e.toString());
        }
    }

    private void answer(Probe.Result result) {
        HealthGate before = gate;
        gate = gate.after(result.healthy());
        if (gate.state() == State.UP) {
            String warning = gate.against() == 0
                    ? ""
                    : " (failed " + gate.against() + "/" + gate.fall() + ": " + result.detail() + ")";
            report.health(named.name(), Reading.UP, "UP" + warning);
            return;
        }
        if (result.healthy()) {
            String rising = "DOWN (succeeded " + gate.against() + "/" + gate.rise() + ": " + result.detail() + ")";
            report.health(named.name(), Reading.DOWN, rising);
            return;
        }
        String count = before.state() == State.UP ? " " + gate.fall() + "/" + gate.fall() : "";
        report.health(named.name(), Reading.DOWN, "DOWN" + count + ": " + result.detail());
    }
}
