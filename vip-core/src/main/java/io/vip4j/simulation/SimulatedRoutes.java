/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.PlatformException;
import io.vip4j.spi.RouteBinder;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The routes and policy rules of a simulated host; nothing is routed by them, and they outlive the process. */
final class SimulatedRoutes implements RouteBinder {

    private final Set<VirtualRoute> routes = new LinkedHashSet<>(); // Guarded by this.
    private final Set<VirtualRule> rules = new LinkedHashSet<>(); // Guarded by this.
    private Optional<String> failure = Optional.empty(); // Guarded by this.

    synchronized void fail(Optional<String> reason) {
        failure = reason;
    }

    synchronized List<VirtualRoute> routes() {
        return List.copyOf(routes);
    }

    synchronized List<VirtualRule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public synchronized CompletionStage<Void> add(
            String networkInterface, List<VirtualRoute> newRoutes, List<VirtualRule> newRules) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(new PlatformException(
                    "add " + newRoutes + " " + newRules + " on " + networkInterface + ": " + failure.get()));
        }
        routes.addAll(newRoutes);
        rules.addAll(newRules);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> remove(
            String networkInterface, List<VirtualRoute> oldRoutes, List<VirtualRule> oldRules) {
        oldRoutes.forEach(routes::remove);
        oldRules.forEach(rules::remove);
        return CompletableFuture.completedFuture(null);
    }
}
