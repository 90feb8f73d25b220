/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.AddressGate;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The gates in the kernel of a {@link SimulatedNode}: they shut when their time is over, whether a process lives or not. */
final class SimulatedGate implements AddressGate {

    private final Engine engine;
    private final Map<IpAddress, Long> openUntilNanos = new HashMap<>(); // Of what is guarded. Guarded by this.
    private Optional<String> failure = Optional.empty(); // Guarded by this.

    SimulatedGate(Engine engine) {
        this.engine = engine;
    }

    /** Whether packets for an address pass. */
    synchronized boolean passes(IpAddress address) {
        Long until = openUntilNanos.get(address);
        return until == null || engine.nanoTime() - until < 0;
    }

    /** Lets guarding and opening fail from now on, or not any more. */
    synchronized void fail(Optional<String> reason) {
        failure = reason;
    }

    /** What a process before has left is removed. */
    synchronized void sweep() {
        openUntilNanos.clear();
    }

    @Override
    public synchronized CompletionStage<Void> guard(List<IpAddress> addresses) {
        if (failure.isPresent()) {
            return failed("guard ", addresses);
        }
        addresses.forEach(address -> openUntilNanos.putIfAbsent(address, engine.nanoTime()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> open(List<IpAddress> addresses, Duration time) {
        if (failure.isPresent()) {
            return failed("open ", addresses);
        }
        long until = engine.nanoTime() + time.toNanos();
        addresses.forEach(address -> openUntilNanos.replace(address, until));
        engine.at(until, Engine.ARRIVAL, () -> {}); // A moment at which something changes.
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> shut(List<IpAddress> addresses) {
        addresses.forEach(address -> openUntilNanos.replace(address, engine.nanoTime()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> unguard(List<IpAddress> addresses) {
        addresses.forEach(openUntilNanos::remove);
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> failed(String what, List<IpAddress> addresses) {
        return CompletableFuture.failedFuture(new PlatformException(what + addresses + ": " + failure.orElseThrow()));
    }
}
