/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.HealthChange;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import io.vip4j.spi.VipPlatform;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check that runs for the application and for no router. Used on the loop, except where a method says otherwise. */
public final class WatchedHealth implements CheckEvents {

    private static final Logger log = LoggerFactory.getLogger(WatchedHealth.class);

    private final String name;
    private final String description;
    private final VipPlatform platform;
    private final Consumer<HealthChange> listener;
    private final Consumer<WatchedHealth> ended;
    private final RunningChecks.Made made;
    private final CheckStatistics statistics = new CheckStatistics();

    // Written by the loop.
    private Reading told;
    private boolean answered;
    private volatile boolean up;
    private volatile boolean closed; // By any thread.

    /**
     * @param listener called on the listener thread of the platform
     * @param ended called once when it is closed
     */
    public WatchedHealth(
            String name,
            HealthCheck check,
            HostChecks host,
            Consumer<HealthChange> listener,
            Consumer<WatchedHealth> ended) {
        this.name = name;
        this.description = check.source().description();
        this.platform = host.platform();
        this.listener = listener;
        this.ended = ended;
        this.made = new RunningChecks(host, "", this).make(name, check, false, () -> {});
        this.told = made.standing().reading();
        this.up = told.up();
    }

    /** Begins to ask; called once. */
    public void start() {
        made.running().start();
    }

    /** Its name. Any thread. */
    public String name() {
        return name;
    }

    /** How it counts. Any thread. */
    public boolean isUp() {
        return up;
    }

    /** How it counts, why, and what it has answered. */
    public CheckStatus status() {
        CheckStanding standing = made.standing();
        return statistics.status(name, description, standing.reading(), standing.detail(), OnFailure.advisory());
    }

    @Override
    public void begins(String path, String what, Reading reading, String detail) {
        // The initial state is in the fields.
    }

    @Override
    public void answered(String path, CheckReport.Answer answer, boolean countsUp, boolean changed) {
        if (path.equals(name)) {
            var at = platform.loop().now();
            statistics.note(
                    new CheckResult(
                            "", name, at, answer.healthy(), answer.detail(), answer.latency(), countsUp, changed),
                    answer.timedOut());
        }
    }

    @Override
    public void counts(String path, Reading reading, String detail) {
        if (!path.equals(name) || (answered && reading.equals(told))) {
            return;
        }
        answered = true;
        told = reading;
        up = reading.up();
        tell(new HealthChange(name, platform.loop().now(), reading, detail));
    }

    private void tell(HealthChange change) {
        try {
            platform.listenerExecutor().execute(() -> {
                if (!closed) {
                    call(change);
                }
            });
        } catch (RejectedExecutionException e) {
            log.warn("\"{}\" cannot be told: listeners are too slow, or the host is being closed", change);
        }
    }

    private void call(HealthChange change) {
        try {
            listener.accept(change);
        } catch (RuntimeException | Error e) {
            log.warn("A listener failed on \"{}\"; the watch goes on", change, e);
        }
    }

    /** Asks and tells no more. Idempotent, any thread. */
    public void close() {
        closed = true;
        try {
            platform.loop().execute(this::end);
        } catch (RejectedExecutionException e) {
            log.debug("watch {}: the host is closed", name);
        }
    }

    /** The same, on the loop. */
    public void end() {
        closed = true;
        made.close();
        ended.accept(this);
    }
}
