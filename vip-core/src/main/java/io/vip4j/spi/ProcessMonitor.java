/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

/** Hears the end of other processes of this host. Called on the loop. */
public interface ProcessMonitor {

    /** A platform that cannot. */
    ProcessMonitor UNSUPPORTED = (pid, ended) -> {
        throw new PlatformException("processes cannot be watched on this platform");
    };

    /**
     * Watches one process.
     *
     * @param pid its number
     * @param ended runs on the loop, once, in a later turn: when it ends, or at once if there is no such process
     * @throws PlatformException if it cannot be watched
     */
    Watch watch(long pid, Runnable ended);

    /** One process that is watched. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {

        /** Ends the watch, not the process. Idempotent. */
        @Override
        void close();
    }
}
