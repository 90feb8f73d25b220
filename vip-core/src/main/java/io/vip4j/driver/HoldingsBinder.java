/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the holdings of one router on the host: addresses interface by interface, then routes and rules; takes them off
 * in the reverse order. All operations of a call are given to the platform in the same turn, which keeps their order;
 * answers come on the loop.
 */
final class HoldingsBinder {

    private final VipPlatform platform;
    private final Answers answers;
    private final HoldingClaims claims;
    private final GateKeeper gate;

    HoldingsBinder(VipPlatform platform, HoldingClaims claims, GateKeeper gate) {
        this.platform = platform;
        this.answers = new Answers(platform.loop());
        this.claims = claims;
        this.gate = gate;
    }

    /** One operation of the platform that can be undone. */
    private record Operation(Holdings part, CompletableFuture<Void> done) {}

    /**
     * Adds everything or nothing.
     *
     * @param undoes asked on the loop after a failure: whether what has succeeded must be removed. No, if it was removed
     *     meanwhile
     * @param then hears null, or why it failed when all of it is gone
     */
    void bind(
            Holdings holdings,
            Optional<Duration> lifetime,
            BooleanSupplier undoes,
            Consumer<@Nullable Throwable> then) {
        Holdings inherited = claims.claim(this, holdings);
        List<Operation> operations = new ArrayList<>();
        gate.opening(holdings).ifPresent(opened -> operations.add(new Operation(Holdings.NOTHING, opened)));
        holdings.addresses()
                .forEach((place, addresses) -> operations.add(new Operation(
                        new Holdings(Map.of(place, addresses), holdings.home(), List.of(), List.of()),
                        Answers.to(() -> platform.binder().bind(place, addresses, lifetime)))));
        if (holdings.hasRoutes()) {
            operations.add(new Operation(
                    new Holdings(Map.of(), holdings.home(), holdings.routes(), holdings.rules()),
                    Answers.to(() -> platform.routes().add(holdings.home(), holdings.routes(), holdings.rules()))));
        }
        answers.await(all(operations.stream().map(Operation::done).toList()), failure -> {
            if (failure == null || !undoes.getAsBoolean()) {
                then.accept(failure);
                return;
            }
            Holdings toRemove = inherited; // Its former owner may have left it to us.
            for (Operation operation : operations) {
                if (!operation.done().isCompletedExceptionally()) {
                    toRemove = toRemove.plus(operation.part());
                }
            }
            Holdings untouched = holdings.minus(toRemove);
            gate.shut(untouched, claims.release(this, untouched)); // The platform has removed these itself.
            unbind(toRemove, unused -> then.accept(failure));
        });
    }

    /**
     * Starts the lifetime of addresses anew and adds back what is missing.
     *
     * @param routesToo whether routes may have gone with an address
     */
    void renew(Holdings holdings, Optional<Duration> lifetime, boolean routesToo, Consumer<@Nullable Throwable> then) {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        holdings.addresses()
                .forEach((place, addresses) ->
                        stages.add(Answers.to(() -> platform.binder().renew(place, addresses, lifetime))));
        if (routesToo && holdings.hasRoutes()) {
            stages.add(Answers.to(() -> platform.routes().add(holdings.home(), holdings.routes(), holdings.rules())));
        }
        answers.await(all(stages), then);
    }

    /** Takes off everything that no other router of this host has a claim to. */
    void unbind(Holdings holdings, Consumer<@Nullable Throwable> then) {
        unbind(holdings, goingAddresses -> {}, then);
    }

    /**
     * As {@link #unbind(Holdings, Consumer)}.
     *
     * @param before hears which addresses are going to be removed, before anything is
     */
    void unbind(Holdings holdings, Consumer<List<VirtualAddress>> before, Consumer<@Nullable Throwable> then) {
        Holdings ours = claims.release(this, holdings);
        before.accept(ours.allAddresses());
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        if (ours.hasRoutes()) {
            stages.add(Answers.to(() -> platform.routes().remove(ours.home(), ours.routes(), ours.rules())));
        }
        List<Map.Entry<String, List<VirtualAddress>>> places =
                new ArrayList<>(ours.addresses().entrySet());
        for (int i = places.size() - 1; i >= 0; i--) {
            Map.Entry<String, List<VirtualAddress>> place = places.get(i);
            stages.add(Answers.to(() -> platform.binder().unbind(place.getKey(), place.getValue())));
        }
        gate.shut(holdings, ours);
        answers.await(all(stages), then);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> stages) {
        // The usual case, one interface and no routes, costs nothing more.
        return stages.size() == 1 ? stages.get(0) : CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
    }

    /** What to tell people about a failure. */
    static String text(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
