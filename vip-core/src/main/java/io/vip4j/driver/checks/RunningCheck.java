/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

/** A check that runs: it asks, watches or combines, and says to its {@link CheckReport} what it sees. On the loop. */
interface RunningCheck {

    /** Begins; called once. */
    void start();

    /** Says nothing more. Idempotent. */
    void close();
}
