/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.Vrid;
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
        public String name(Vrid vrid, int number) {
            return "vip4j." + vrid + "." + number;
        }

        @Override
        public CompletionStage<Void> create(String name, String networkInterface) {
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
     * A name for a device of this process, 1..15 octets; the same for the same arguments, and never that of another
     * process which lives. Any thread.
     *
     * @param vrid the virtual router it is for
     * @param number 0 for the first one of this VRID, 1 for the next
     */
    String name(Vrid vrid, int number);

    /**
     * Makes a device and switches it on. If this process has it already and it is in order, nothing happens. Operations
     * take effect in the order of the calls, and in order with those that are given to the {@link AddressBinder}.
     *
     * @param name as {@link #name} gave it; one of this name that is not of this process is a failure
     * @param networkInterface where neighbours ask for the addresses on the device; it is a failure if this host is set
     *     up so that they would get no answer there
     */
    CompletionStage<Void> create(String name, String networkInterface);

    /** Removes it. One that is not there counts as removed. */
    CompletionStage<Void> remove(String name);
}
