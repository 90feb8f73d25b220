/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Ends TCP connections of this host. Operations take effect in order with those that are given to the
 * {@link AddressBinder}. Stages complete on any thread and within a few seconds.
 */
@FunctionalInterface
public interface ConnectionBreaker {

    /** A platform that cannot. */
    ConnectionBreaker UNSUPPORTED = addresses -> CompletableFuture.failedFuture(
            new PlatformException("connections cannot be broken on this platform: do without breakConnections"));

    /**
     * Resets every connection whose local address is one of these, so that both ends hear of it; sockets that listen stay.
     * To be called while the addresses are there: a reset needs its source address.
     *
     * @return how many
     */
    CompletionStage<Integer> breakConnections(List<IpAddress> addresses);
}
