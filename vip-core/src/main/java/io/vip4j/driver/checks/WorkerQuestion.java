/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.probe.AsyncProbe;
import io.vip4j.probe.Probe;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks on a worker thread, which gives the answer or lets it come later. While that thread is late the next question
 * waits: if it returns in time, this one gets the rest of its time, so that a slow probe counts as one failure and one
 * that hangs as one in each interval.
 */
final class WorkerQuestion implements Question {

    /** What the worker does. */
    @FunctionalInterface
    private interface Work {

        /** The answer; empty if it comes as the late one. */
        Optional<Probe.Result> ask(Duration timeout, LateAnswer late) throws Exception;
    }

    private record Waiting(Duration timeout, Consumer<Probe.Result> answer) {}

    private final VipPlatform platform;
    private final Work work;
    private final boolean keepsTime;
    private final Errand errand;

    // Written by the loop.
    private @Nullable Waiting waiting;
    private @Nullable LateAnswer late;

    private WorkerQuestion(VipPlatform platform, boolean keepsTime, Work work) {
        this.platform = platform;
        this.keepsTime = keepsTime;
        this.work = work;
        this.errand = new Errand(platform);
    }

    /** A probe that may block. */
    static Question blocking(Probe probe, VipPlatform platform) {
        return new WorkerQuestion(
                platform, false, (timeout, late) -> Optional.of(FailureWords.checked(probe.ask(timeout))));
    }

    /** A probe that answers later. It is called on a worker too, as it may block although it should not. */
    static Question async(AsyncProbe probe, VipPlatform platform) {
        return new WorkerQuestion(platform, false, (timeout, late) -> {
            @Nullable CompletionStage<Probe.Result> stage = probe.ask(timeout);
            if (stage == null) { // An application without null checks.
                return Optional.of(FailureWords.checked(null));
            }
            late.follow(stage);
            return Optional.empty();
        });
    }

    /** An ICMP echo request; the name is resolved by the worker. */
    static Question ping(String host, VipPlatform platform) {
        return new WorkerQuestion(platform, true, (timeout, late) -> {
            long begunAtNanos = platform.loop().nanoTime();
            IpAddress target;
            try {
                target = IpAddress.ofOctets(InetAddress.getByName(host).getAddress());
            } catch (UnknownHostException e) {
                return Optional.of(Probe.Result.unhealthy("ping " + host + ": the name cannot be resolved"));
            }
            Duration left = timeout.minusNanos(platform.loop().nanoTime() - begunAtNanos);
            if (left.isNegative() || left.isZero()) {
                return Optional.of(Probe.Result.unhealthy("ping " + host + ": the name was resolved too late"));
            }
            late.follow(platform.echoes().ask(target, left).handle((took, failure) -> echo(host, took, failure)));
            return Optional.empty();
        });
    }

    private static Probe.Result echo(String host, @Nullable Duration took, @Nullable Throwable failure) {
        if (took != null) {
            return Probe.Result.healthy("ping " + host + ": reply after " + took.toNanos() / 1000 + " us");
        }
        return Probe.Result.unhealthy(
                "ping " + host + ": " + FailureWords.of(failure == null ? new PlatformException("no reply") : failure));
    }

    @Override
    public void ask(Duration timeout, Consumer<Probe.Result> answer) {
        if (errand.isRunning()) {
            waiting = new Waiting(timeout, answer);
            return;
        }
        LateAnswer mine = new LateAnswer(platform.loop(), answer);
        late = mine;
        try {
            errand.run(
                    () -> work.ask(timeout, mine),
                    failure -> Optional.of(FailureWords.failed(failure)),
                    result -> returned(result, answer));
        } catch (RejectedExecutionException e) {
            answer.accept(Probe.Result.unhealthy("too many probes are under way"));
        }
    }

    private void returned(Optional<Probe.Result> result, Consumer<Probe.Result> answer) {
        Waiting next = waiting;
        if (next == null) {
            result.ifPresent(answer);
        } else {
            waiting = null;
            ask(next.timeout(), next.answer());
        }
    }

    @Override
    public String giveUp(Duration timeout) {
        boolean hangs = waiting != null;
        waiting = null;
        abandon();
        return hangs ? "an earlier probe still hangs" : Question.noAnswer(timeout);
    }

    private void abandon() {
        if (late != null) {
            late.abandon(platform.workExecutor());
        }
    }

    @Override
    public boolean keepsTime() {
        return keepsTime;
    }

    @Override
    public void close() {
        waiting = null;
        abandon();
        errand.close();
    }
}
