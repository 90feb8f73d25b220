/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.driver.ElectorDriver;
import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets an application say how it is instead of being asked. Acted upon in the turn of the loop that receives it: after
 * {@link #down} the addresses are released and the role is given away at once. A new handle is up.
 */
public final class HealthHandle {

    private final String name;
    private final ElectorDriver driver;
    private final Loop loop;

    HealthHandle(String name, ElectorDriver driver, Loop loop) {
        this.name = name;
        this.driver = driver;
        this.loop = loop;
    }

    /** The name under which it appears in causes and in the status. */
    public String name() {
        return name;
    }

    /** It works. Does not block. */
    public void up() {
        report(true, "UP");
    }

    /**
     * It does not work: the role is given away, and not taken until {@link #up}. Does not block.
     *
     * @param reason for people; part of the cause of the transition
     */
    public void down(String reason) {
        report(false, "DOWN: " + reason);
    }

    private void report(boolean up, String detail) {
        if (loop.inLoop()) {
            driver.health(name, Reading.of(up), detail);
            return;
        }
        try {
            loop.execute(() -> driver.health(name, Reading.of(up), detail));
        } catch (RejectedExecutionException e) {
            // The host is closed, and with it the addresses are gone already.
        }
    }
}
