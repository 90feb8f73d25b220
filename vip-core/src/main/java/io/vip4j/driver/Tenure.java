/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.machine.Input;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an Active router holds, from the bind to the unbind, through renewals, losses and changes. Each bind and
 * unbind opens a new tenure; an answer that belongs to an earlier one is dropped.
 */
final class Tenure {

    /** Takes what becomes of the holdings, on the loop. */
    interface Outcomes {
        /** An answer to the machine. */
        void answered(Input input);

        /** No unbind is under way any more. */
        void unbound();

        /** The addresses are gone and cannot be put back. */
        void cannotHold(String why);

        /** Somebody else removes the addresses again and again. */
        void removedTooOften(String why);

        /** An address was removed by somebody else and is put back. */
        void lost(IpAddress address);

        /** Something to tell the operator. */
        void warn(String text);
    }

    private final HoldingsBinder binder;
    private final Loop loop;
    private final Validity validity;
    private final Outcomes outcomes;
    private final ConnectionReset connections;
    private final RenewalRhythm rhythm;
    private final LossCount lossCount = new LossCount();

    // Written by the loop.
    private Holdings wanted;
    private Optional<Duration> lifetime;
    private long renewalSpacingNanos;
    private Holdings held = Holdings.NOTHING; // What may be on the host.
    private boolean underWay;
    private boolean bound;
    private long number;
    private long lastRenewalAtNanos;
    private boolean renewalDue;
    private boolean addressMissing;
    private long losses;
    private int unbindsUnderWay;
    private boolean renewFailing;
    private long leftUntilNanos;
    private String lastBindError = "";

    Tenure(
            HoldingsBinder binder,
            Loop loop,
            Validity validity,
            Outcomes outcomes,
            ConnectionReset connections,
            RenewalRhythm rhythm,
            Holdings wanted,
            Optional<Duration> lifetime) {
        this.binder = binder;
        this.loop = loop;
        this.validity = validity;
        this.outcomes = outcomes;
        this.connections = connections;
        this.rhythm = rhythm;
        this.wanted = wanted;
        this.lifetime = leaseOf(wanted, lifetime);
        this.renewalSpacingNanos = RenewalRhythm.spacingNanos(this.lifetime);
        this.leftUntilNanos = loop.nanoTime();
        validity.leased(this.lifetime.isPresent());
    }

    private static Optional<Duration> leaseOf(Holdings holdings, Optional<Duration> lifetime) {
        return holdings.addresses().isEmpty() ? Optional.empty() : lifetime;
    }

    /** Why the last bind failed, for people; empty if it did not. */
    String lastBindError() {
        return lastBindError;
    }

    /** Changes with each bind and unbind. */
    long number() {
        return number;
    }

    /** Whether a bind has begun that no unbind has followed and that has not failed: only then may anything be on the host. */
    boolean isUnderWay() {
        return underWay;
    }

    /** What a claim puts on the host. */
    Holdings wanted() {
        return wanted;
    }

    /** Whether the platform still owes the answer to an unbind. */
    boolean isUnbinding() {
        return unbindsUnderWay > 0;
    }

    /**
     * Whether removals that failed may have left addresses behind, whose lease has not ended for certain. So may a bind that
     * failed: what it had added is removed again, and nobody says whether that succeeded.
     */
    boolean mayHaveLeftAddresses() {
        return loop.nanoTime() - leftUntilNanos < 0;
    }

    /** What was asked for now may happen one lifetime late, and then lasts for another. */
    private void mayBeLeft(Optional<Duration> lease) {
        lease.ifPresent(l -> leftUntilNanos =
                loop.nanoTime() + l.plus(Timers.leaseRemoval(l)).toNanos());
    }

    void bind() {
        underWay = true;
        long startedAt = loop.nanoTime();
        long mine = ++number;
        long lossesBefore = losses;
        Holdings asked = wanted;
        held = asked;
        bound = false;
        binder.bind(asked, lifetime, () -> number == mine, failure -> {
            if (number != mine) {
                return;
            }
            if (failure != null) {
                lastBindError = HoldingsBinder.text(failure);
                withdraw(asked);
                outcomes.answered(new Input.BindFailed());
                return;
            }
            bound = true;
            lastBindError = "";
            lastRenewalAtNanos = startedAt;
            renewalDue = false;
            confirmLease(startedAt);
            allPresent();
            outcomes.answered(new Input.AddressesBound());
            if (number == mine && losses != lossesBefore) {
                // Removed by somebody before the answer came, or by our own last release: one renewal settles it.
                renewalDue = true;
                renew();
            }
        });
    }

    /** A change has added something meanwhile that the failed bind did not know of. */
    private void withdraw(Holdings asked) {
        Holdings added = held.minus(asked);
        held = Holdings.NOTHING;
        underWay = false;
        mayBeLeft(lifetime);
        if (!added.isEmpty()) {
            remove(added);
        }
    }

    void renew() {
        long startedAt = loop.nanoTime();
        if (!renewalDue && (lifetime.isEmpty() || !rhythm.isDue(lastRenewalAtNanos, renewalSpacingNanos, startedAt))) {
            return;
        }
        lastRenewalAtNanos = startedAt;
        renewalDue = false;
        long mine = number;
        long lossesBefore = losses;
        binder.renew(held, lifetime, addressMissing, failure -> {
            if (number != mine) {
                return;
            }
            if (failure != null) {
                renewalFailed(HoldingsBinder.text(failure));
                return;
            }
            confirmLease(startedAt);
            renewFailing = false;
            if (losses == lossesBefore) {
                allPresent();
            }
        });
    }

    /** While the addresses are there the next advertisement tries again; without them the role is of no use. */
    private void renewalFailed(String why) {
        renewalDue = true;
        if (!renewFailing) {
            renewFailing = true;
            outcomes.warn("cannot renew the addresses: " + why);
        }
        if (addressMissing) {
            outcomes.cannotHold("the addresses are gone and cannot be put back: " + why);
        }
    }

    void unbind() {
        long mine = ++number;
        bound = false;
        underWay = false;
        Holdings toRemove = held;
        held = Holdings.NOTHING;
        unbindsUnderWay++;
        binder.unbind(toRemove, connections::beforeRemovalOf, failure -> {
            unbindsUnderWay--;
            if (failure != null) {
                mayBeLeft(lifetime);
                outcomes.warn("cannot remove the addresses: " + HoldingsBinder.text(failure)
                        + lifetime.map(l -> "; the kernel does so within " + l.toSeconds() + " s")
                                .orElse(""));
            }
            if (number == mine) {
                outcomes.answered(new Input.AddressesUnbound());
            }
            if (unbindsUnderWay == 0) {
                outcomes.unbound();
            }
        });
    }

    /**
     * An address has left an interface: the next renewal is not skipped, and until it succeeds nobody believes in them.
     *
     * @return whether it was one of those that are held, so that it must be put back
     */
    boolean addressLost(String networkInterface, IpAddress address) {
        if (!held.has(networkInterface, address)) {
            return false;
        }
        losses++;
        renewalDue = true;
        boolean another = bound && !addressMissing;
        addressMissing = true;
        validity.present(false);
        if (another) {
            // All that go before they are back are one loss: removing one address can take others with it.
            outcomes.lost(address);
            if (lossCount.isTooManyWith(loop.nanoTime())) {
                outcomes.removedTooOften("somebody else removes the addresses: " + LossCount.LIMIT + " times within "
                        + LossCount.PERIOD.toSeconds() + " s, the last one was " + address);
                return false;
            }
        }
        return true;
    }

    /**
     * Adds what a change brings to a tenure that is under way, before anything else of it happens. The answer is null, or
     * why nothing was added.
     */
    void add(Holdings additions, Optional<Duration> newLifetime, Consumer<@Nullable Throwable> then) {
        long mine = number;
        held = held.plus(additions);
        BooleanSupplier undoes = () -> {
            if (number != mine) {
                return false;
            }
            held = held.minus(additions); // Before they are removed, so that this is no loss.
            return true;
        };
        Optional<Duration> lease = leaseOf(additions, newLifetime);
        binder.bind(additions, lease, undoes, failure -> {
            if (failure != null) {
                mayBeLeft(lease);
            }
            then.accept(failure);
        });
    }

    /** Takes back what {@link #add} has added in this tenure. */
    void takeBack(Holdings additions) {
        held = held.minus(additions);
        remove(additions);
    }

    /**
     * Other holdings are wanted from now on. If the tenure is under way, those that are not wanted any more go, and those
     * that are wanted in another form, for example with another prefix, go and come back at once.
     */
    void change(Holdings newWanted, Optional<Duration> newLifetime) {
        wanted = newWanted;
        lifetime = leaseOf(newWanted, newLifetime);
        renewalSpacingNanos = RenewalRhythm.spacingNanos(lifetime);
        validity.leased(lifetime.isPresent());
        if (!underWay) {
            return;
        }
        Holdings dropped = held.minus(newWanted);
        Holdings reformed = newWanted.minus(held);
        if (!dropped.isEmpty()) {
            remove(dropped);
        }
        held = newWanted;
        if (!reformed.isEmpty()) {
            reform(reformed);
        }
        renewalDue = true; // With the new lifetime, in this turn.
        renew();
    }

    private void reform(Holdings reformed) {
        long mine = number;
        binder.bind(reformed, lifetime, () -> false, failure -> {
            if (failure != null && number == mine) {
                outcomes.cannotHold("cannot bind in its new form: " + HoldingsBinder.text(failure));
            }
        });
    }

    private void remove(Holdings dropped) {
        unbindsUnderWay++;
        binder.unbind(dropped, failure -> {
            unbindsUnderWay--;
            if (failure != null) {
                mayBeLeft(lifetime);
                outcomes.warn("cannot remove " + dropped.allAddresses() + ": " + HoldingsBinder.text(failure));
            }
            if (unbindsUnderWay == 0) {
                outcomes.unbound();
            }
        });
    }

    private void allPresent() {
        addressMissing = false;
        validity.present(true);
    }

    private void confirmLease(long renewalStartedAt) {
        lifetime.ifPresent(l -> validity.leasedUntil(renewalStartedAt + l.toNanos()));
    }
}
