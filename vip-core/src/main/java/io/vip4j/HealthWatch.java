/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.driver.checks.WatchedHealth;
import io.vip4j.event.CheckStatus;
import io.vip4j.spi.Loop;

/** A check that runs for the application and for no router. Safe from any thread. */
public final class HealthWatch implements AutoCloseable {

    private final WatchedHealth health;
    private final Loop loop;

    HealthWatch(WatchedHealth health, Loop loop) {
        this.health = health;
        this.loop = loop;
    }

    /** The name that it was given. */
    public String name() {
        return health.name();
    }

    /** Whether it counts as working now: one field is read. Before the first answer as its initial state says. */
    public boolean isUp() {
        return health.isUp();
    }

    /**
     * How it counts, why, and what it has answered so far; of its effects there are none. Waits for the loop.
     *
     * @throws io.vip4j.spi.PlatformException if the loop does not answer within 10 s
     * @throws IllegalStateException if the host is closed
     */
    public CheckStatus status() {
        return OnLoop.call(loop, health::status);
    }

    /** Asks no more, and tells nothing that has not been told. Idempotent; the end of the host does the same. */
    @Override
    public void close() {
        health.close();
    }
}
