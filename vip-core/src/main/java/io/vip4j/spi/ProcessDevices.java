/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes devices for addresses that must not outlive this process: the kernel removes them when it ends. Stages complete
 * on any thread and within a few seconds.
 */
public interface ProcessDevices {

    /** A platform without them. */
    ProcessDevices UNSUPPORTED = new ProcessDevices() {
        @Override
        public Optional<String> problem() {
            return Optional.of("this platform has no devices that are bound to a process");
        }

        @Override
        public CompletionStage<Void> create(String name) {
            return CompletableFuture.failedFuture(
                    new PlatformException(problem().orElseThrow()));
        }

        @Override
        public CompletionStage<Void> remove(String name) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /** Why none can be made here, for people; empty if they can. Does not block for long; any thread. */
    Optional<String> problem();

    /**
     * Makes a device and switches it on.
     *
     * @param name of the device, 1..15 octets; one of this name that another process has is a failure
     */
    CompletionStage<Void> create(String name);

    /** Removes it. One that is not there counts as removed. */
    CompletionStage<Void> remove(String name);
}
