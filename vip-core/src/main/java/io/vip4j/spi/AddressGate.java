/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets packets for an address pass for a limited time only: ARP, neighbour discovery and IP, in both directions. What is
 * not guarded passes as ever. Operations take effect in the order of the calls, and in order with those that are given to
 * the {@link AddressBinder}. Stages complete on any thread and within a few seconds.
 */
public interface AddressGate {

    /** Fails every attempt to guard an address. */
    AddressGate UNSUPPORTED = new AddressGate() {
        @Override
        public CompletionStage<Void> guard(List<IpAddress> addresses) {
            return CompletableFuture.failedFuture(
                    new PlatformException("this platform has no gate: do without gate NFT"));
        }

        @Override
        public CompletionStage<Void> open(List<IpAddress> addresses, Duration time) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> shut(List<IpAddress> addresses) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> unguard(List<IpAddress> addresses) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /** Nothing passes for these addresses from now on. Those that are guarded already stay as they are. */
    CompletionStage<Void> guard(List<IpAddress> addresses);

    /**
     * Lets packets for guarded addresses pass.
     *
     * @param time from the call on, in place of what is left from an earlier call; at least 10 ms. It may end up to 20 ms
     *     early and never late: a call that comes into effect later opens them for so much less
     */
    CompletionStage<Void> open(List<IpAddress> addresses, Duration time);

    /** Nothing passes any more, at once. */
    CompletionStage<Void> shut(List<IpAddress> addresses);

    /** They are guarded no longer. */
    CompletionStage<Void> unguard(List<IpAddress> addresses);
}
