/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.Rule;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a router may take the role and hold the addresses, besides what VRRP says. By default it may whenever it wants
 * to. Used on the loop.
 */
interface Leave {

    /** VRRP alone decides. */
    Leave ALWAYS = new Leave() {};

    /** Whether it has to be asked for before the role is claimed. */
    default boolean isConditional() {
        return false;
    }

    /** Another configuration of the same identity may be in force soon, and some of it acts already. */
    default void prepare(VirtualRouterConfig next) {}

    /** A configuration of the same identity is in force from now on. */
    default void configure(VirtualRouterConfig config) {}

    /** Whether the role may be claimed now. */
    default boolean mayClaim(long now) {
        return true;
    }

    /** Runs it as soon as the addresses may be bound; that may be never, and is no more after {@link #unbinding}. */
    default void bind(Runnable bind) {
        bind.run();
    }

    /** The addresses are about to be removed, if they were bound. */
    default void unbinding() {}

    /** The platform owes no answer to an unbind any more. */
    default void unbound() {}

    /** Whether the lifetime of the addresses may begin anew now. */
    default boolean mayRenew(long now) {
        return true;
    }

    /** Time has passed: whoever acts upon it must know first whether there is still leave. */
    default void lookAt(long now) {}

    /** The machine has made a step. */
    default void stepped(RouterState state, Rule rule, long now) {}

    /** The number that came with the leave; empty if none does. */
    default OptionalLong token() {
        return OptionalLong.empty();
    }

    /** What keeps it from the role and should not, for people; empty if nothing here does. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** What it waits for as it should, for people; empty if for nothing. */
    default Optional<String> waitsFor() {
        return Optional.empty();
    }

    /** The router, whose addresses are gone, ends. Completes on the loop. */
    default CompletableFuture<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}
