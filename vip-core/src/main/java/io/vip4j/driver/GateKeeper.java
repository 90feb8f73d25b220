/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.AddressGate;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The gate of one router: guards its addresses from its start to its end, opens it with the bind, again with each
 * advertisement that went out, and shuts it after the unbind. Does nothing while the router is to have no gate. On the
 * loop.
 */
final class GateKeeper {

    /** Hears what becomes of it, on the loop. */
    interface Outcomes {
        /** The addresses are guarded now, or cannot be. */
        void changed();

        /** The gate is shut and cannot be opened. */
        void cannotHold(String why);

        /** Something to tell the operator. */
        void warn(String text);
    }

    private final AddressGate gate;
    private final Loop loop;
    private final Answers answers;
    private final GateClaims claims;
    private final Validity validity;
    private final Outcomes outcomes;
    private final Loop.Alarm retry;
    private final Backoff backoff = new Backoff(0);

    // Written by the loop.
    private VirtualRouterConfig config;
    private final Set<IpAddress> guarded = new LinkedHashSet<>();
    private final Set<IpAddress> held = new LinkedHashSet<>(); // What may be on the host.
    private Set<IpAddress> prepared = Set.of();
    private String problem = "";
    private long retryAtNanos;
    private boolean retryWaits;
    private boolean closed;
    private boolean failing;
    private long openUntilNanos;

    GateKeeper(
            VirtualRouterConfig config, VipPlatform platform, GateClaims claims, Validity validity, Outcomes outcomes) {
        this.config = config;
        this.gate = platform.gate();
        this.loop = platform.loop();
        this.answers = new Answers(loop);
        this.claims = claims;
        this.validity = validity;
        this.outcomes = outcomes;
        this.retry = loop.newAlarm(this::retryAlarm);
        this.openUntilNanos = loop.nanoTime();
    }

    /** Guards the addresses, before the router takes part. */
    void begin() {
        validity.gated(config.gate() != Gate.NONE);
        Set<IpAddress> wanted = wanted(config);
        if (closed || wanted.isEmpty()) {
            return;
        }
        problem = "the addresses are not guarded yet";
        answers.await(guard(wanted), failure -> {
            if (closed) {
                return;
            }
            if (failure == null) {
                problem = "";
                backoff.succeeded();
            } else {
                problem = "cannot guard the addresses: " + HoldingsBinder.text(failure);
                retryWaits = true;
                retryAtNanos = loop.nanoTime() + backoff.failed().toNanos();
                retry.armAt(retryAtNanos);
            }
            outcomes.changed();
        });
    }

    private void retryAlarm() {
        if (retryWaits && loop.nanoTime() - retryAtNanos >= 0) {
            retryWaits = false;
            begin();
        }
    }

    /** Why the router cannot take part, for people; empty if nothing here keeps it from it. */
    Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Addresses are about to be put on the host. The future fails if the gate cannot be opened; empty: there is none. */
    Optional<CompletableFuture<Void>> opening(Holdings holdings) {
        List<IpAddress> addresses = addressesOf(holdings);
        held.addAll(addresses);
        return guarded.isEmpty() ? Optional.empty() : Optional.of(open(addresses));
    }

    /**
     * Addresses were taken off the host.
     *
     * @param ours those of them that no other router of this host has
     */
    void shut(Holdings holdings, Holdings ours) {
        addressesOf(holdings).forEach(held::remove);
        List<IpAddress> toShut = guardedOf(addressesOf(ours));
        if (!toShut.isEmpty()) {
            answers.await(Answers.to(() -> gate.shut(toShut)), failure -> {
                if (failure != null) {
                    outcomes.warn("cannot shut the gate, it does so by itself: " + HoldingsBinder.text(failure));
                }
            });
        }
    }

    /** An advertisement went out: Backups wait anew. */
    void advertised() {
        if (guarded.isEmpty() || held.isEmpty()) {
            return;
        }
        answers.await(open(held), failure -> {
            if (failure == null) {
                failing = false;
                return;
            }
            String why = HoldingsBinder.text(failure);
            if (!failing) {
                failing = true;
                outcomes.warn("cannot open the gate: " + why);
            }
            if (!held.isEmpty() && loop.nanoTime() - openUntilNanos >= 0) {
                outcomes.cannotHold("the gate is shut and cannot be opened: " + why);
            }
        });
    }

    private CompletableFuture<Void> open(Collection<IpAddress> addresses) {
        List<IpAddress> toOpen = guardedOf(addresses);
        if (toOpen.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        long time = Timers.gateTimeNanos(
                config.advertisementInterval(), config.timing().downAdvertisements());
        long certainUntil = loop.nanoTime() + Timers.gateCertainNanos(time);
        CompletableFuture<Void> opened = Answers.to(() -> gate.open(toOpen, Duration.ofNanos(time)));
        answers.await(opened, failure -> {
            if (failure == null && certainUntil - openUntilNanos > 0) {
                openUntilNanos = certainUntil;
                validity.openUntil(certainUntil);
            }
        });
        return opened;
    }

    /** Guards what only the next configuration needs, and opens what of it is on the host. */
    CompletableFuture<Void> prepare(VirtualRouterConfig next) {
        Set<IpAddress> fresh = wanted(next);
        fresh.removeAll(guarded);
        if (fresh.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Set<IpAddress> all = new LinkedHashSet<>(prepared);
        all.addAll(fresh);
        prepared = all;
        CompletableFuture<Void> done = CompletableFuture.allOf(guard(fresh), open(held));
        CompletableFuture<Void> told = new CompletableFuture<>();
        answers.await(done, failure -> {
            if (failure == null) {
                told.complete(null);
            } else {
                told.completeExceptionally(
                        new PlatformException("cannot guard the addresses: " + HoldingsBinder.text(failure), failure));
            }
        });
        return told;
    }

    /** The old configuration stays in force. */
    void abandon() {
        unguard(prepared, () -> {});
        prepared = Set.of();
    }

    /** The new configuration is in force; what of the old one had to go from the host has been asked to go. */
    void commit(VirtualRouterConfig next) {
        config = next;
        prepared = Set.of();
        validity.gated(next.gate() != Gate.NONE);
        Set<IpAddress> gone = new LinkedHashSet<>(guarded);
        gone.removeAll(wanted(next));
        unguard(gone, () -> {});
        if (guarded.containsAll(wanted(next))) {
            problem = "";
        }
    }

    /** The end of the router, whose addresses are gone. Completes on the loop. */
    CompletableFuture<Void> close() {
        closed = true;
        retry.disarm();
        CompletableFuture<Void> done = new CompletableFuture<>();
        unguard(guarded, () -> done.complete(null));
        return done;
    }

    private CompletableFuture<Void> guard(Set<IpAddress> addresses) {
        claims.claim(this, addresses);
        guarded.addAll(addresses);
        CompletableFuture<Void> done = Answers.to(() -> gate.guard(List.copyOf(addresses)));
        answers.await(done, failure -> {
            if (failure != null) {
                guarded.removeAll(addresses);
                claims.release(this, addresses);
            }
        });
        return done;
    }

    private void unguard(Set<IpAddress> addresses, Runnable then) {
        List<IpAddress> ours = claims.release(this, List.copyOf(addresses));
        guarded.removeAll(Set.copyOf(addresses));
        if (ours.isEmpty()) {
            then.run();
            return;
        }
        answers.await(Answers.to(() -> gate.unguard(ours)), failure -> {
            if (failure != null) {
                outcomes.warn("cannot remove the gate of " + ours + ": " + HoldingsBinder.text(failure));
            }
            then.run();
        });
    }

    private static Set<IpAddress> wanted(VirtualRouterConfig config) {
        Set<IpAddress> wanted = new LinkedHashSet<>();
        if (config.gate() != Gate.NONE) {
            config.allAddresses().forEach(address -> wanted.add(address.address()));
        }
        return wanted;
    }

    private List<IpAddress> guardedOf(Collection<IpAddress> addresses) {
        return addresses.stream().filter(guarded::contains).toList();
    }

    private static List<IpAddress> addressesOf(Holdings holdings) {
        return holdings.allAddresses().stream().map(VirtualAddress::address).toList();
    }
}
