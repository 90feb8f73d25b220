/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.HealthGate;
import io.vip4j.health.HealthGate.State;
import io.vip4j.health.Reading;
import io.vip4j.probe.Probe;
import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Asks one question again and again. One that is not answered in time has failed, whatever comes of it later; at most
 * one is under way.
 */
final class AskedCheck implements RunningCheck {

    /** A question that keeps the time itself is late only after this. */
    private static final long GRACE_NANOS = Duration.ofMillis(100).toNanos();

    private final Question question;
    private final ProbePace pace;
    private final Loop loop;
    private final CheckReport report;
    private final Loop.Alarm alarm;

    // Written by the loop.
    private HealthGate gate;
    private double level = 1;
    private long askedAtNanos;
    private long nextProbeAtNanos;
    private boolean awaiting;
    private long round;
    private boolean closed;

    /**
     * @param gate where it stands before the first answer
     */
    AskedCheck(Question question, ProbePace pace, HealthGate gate, Loop loop, CheckReport report) {
        this.question = question;
        this.pace = pace;
        this.gate = gate;
        this.loop = loop;
        this.report = report;
        this.alarm = loop.newAlarm(this::wake);
    }

    @Override
    public void start() {
        nextProbeAtNanos = loop.nanoTime() + pace.firstDelayNanos();
        wake();
    }

    @Override
    public void close() {
        closed = true;
        alarm.disarm();
        question.close();
    }

    private void wake() {
        if (closed) {
            return;
        }
        long now = loop.nanoTime();
        if (awaiting && now - dueAtNanos() >= 0) {
            finish(Probe.Result.unhealthy(question.giveUp(pace.timeout())), now);
        }
        if (!awaiting && now - nextProbeAtNanos >= 0 && !closed) {
            ask(now);
        }
        arm();
    }

    private void ask(long now) {
        awaiting = true;
        askedAtNanos = now;
        long mine = ++round;
        question.ask(pace.timeout(), result -> {
            if (awaiting && mine == round && !closed) {
                finish(result, loop.nanoTime());
                arm();
            }
        });
    }

    private void arm() {
        if (!closed) {
            alarm.armAt(awaiting ? dueAtNanos() : nextProbeAtNanos);
        }
    }

    private long dueAtNanos() {
        return askedAtNanos + pace.timeout().toNanos() + (question.keepsTime() ? GRACE_NANOS : 0);
    }

    private void finish(Probe.Result result, long now) {
        awaiting = false;
        HealthGate before = gate;
        gate = gate.after(result.healthy());
        if (result.healthy()) {
            level = result.level();
        }
        boolean up = gate.state() == State.UP;
        nextProbeAtNanos = askedAtNanos + pace.nextNanos(up, gate.against() > 0);
        Duration latency = Duration.ofNanos(now - askedAtNanos);
        boolean timedOut = !result.healthy() && latency.compareTo(pace.timeout()) >= 0;
        report.answered(
                new CheckReport.Answer(result.healthy(), result.detail(), latency, timedOut),
                reading(up),
                detail(before, result));
    }

    private Reading reading(boolean up) {
        if (!up) {
            return Reading.DOWN;
        }
        return level == 1 ? Reading.UP : new Reading(true, level, OptionalInt.empty());
    }

    private String detail(HealthGate before, Probe.Result result) {
        if (gate.state() == State.UP) {
            String strength = level < 1 ? " at " + Math.round(level * 100) + " %" : "";
            if (gate.against() > 0) {
                return "UP" + strength + " (failed " + gate.against() + "/" + gate.fall() + ": " + result.detail()
                        + ")";
            }
            return strength.isEmpty() ? "UP" : "UP" + strength + ": " + result.detail();
        }
        if (result.healthy()) {
            return "DOWN (succeeded " + gate.against() + "/" + gate.rise() + ": " + result.detail() + ")";
        }
        String count = before.state() == State.UP ? " " + gate.fall() + "/" + gate.fall() : "";
        return "DOWN" + count + ": " + result.detail();
    }
}
