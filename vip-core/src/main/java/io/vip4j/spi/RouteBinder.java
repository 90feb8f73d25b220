/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Adds and removes routes and policy rules. Operations take effect in the order of the calls, and after those that were
 * given to the {@link AddressBinder} before. Stages complete on any thread and within a few seconds.
 */
public interface RouteBinder {

    /** Fails every attempt to add. */
    RouteBinder UNSUPPORTED = new RouteBinder() {
        @Override
        public CompletionStage<Void> add(String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
            return CompletableFuture.failedFuture(
                    new PlatformException("this platform has no routes: remove them from the configuration"));
        }

        @Override
        public CompletionStage<Void> remove(
                String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /**
     * Adds what is not there yet. Completes when the kernel has acknowledged everything; if something fails, what this
     * call has added is removed again and the stage fails with {@link PlatformException}. A route or rule that is there
     * and was not added by vip4j is a failure: it is never taken over or removed.
     *
     * @param networkInterface where routes lead that name no interface
     */
    CompletionStage<Void> add(String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules);

    /** Removes them. One that is not there counts as removed. */
    CompletionStage<Void> remove(String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules);
}
