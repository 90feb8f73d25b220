/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers at once what the kernel of a {@link SimulatedNode} says. */
record SimulatedBinder(SimulatedNode node) implements AddressBinder {

    @Override
    public CompletionStage<Void> bind(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        return put("add", networkInterface, addresses, lifetime);
    }

    @Override
    public CompletionStage<Void> renew(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        return put("replace", networkInterface, addresses, lifetime);
    }

    private CompletionStage<Void> put(
            String how, String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        Optional<String> failure =
                node.bindFailure().or(() -> node.kernel().put(networkInterface, addresses, lifetime));
        return failure.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new PlatformException(
                        how + " " + addresses + " on " + networkInterface + ": " + failure.get()));
    }

    @Override
    public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
        Optional<String> failure = node.unbindFailure();
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(
                    new PlatformException("remove " + addresses + " on " + networkInterface + ": " + failure.get()));
        }
        node.kernel().unbind(networkInterface, addresses);
        return CompletableFuture.completedFuture(null);
    }
}
