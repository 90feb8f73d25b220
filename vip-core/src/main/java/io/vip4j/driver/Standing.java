/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.EffectivePriority;
import io.vip4j.machine.Input;
import io.vip4j.machine.Rule;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * With which priority a router takes part, and when this alone makes it give the role away. Not in RFC: there a lowered
 * priority moves the role only after Active_Down_Interval, because Backups discard lower advertisements.
 *
 * <pre>
 * weights fall, and a better router was heard lately   give the role away; it is nobody's fault if none takes it
 * nobody took it, and it came back                     those that were not heard since are forgotten: once is enough
 * the Active router fell silent, and this one follows  it is forgotten: it is dead or cut off
 * a releasing check fails, keepWhenAllBad              give the role away once; priority 1 until it works again
 * </pre>
 */
final class Standing {

    /** The priority of a last resort: the lowest that takes part. */
    static final Priority LAST_RESORT = new Priority(1);

    private final KnownPeers peers = new KnownPeers();

    // Written by the loop.
    private Optional<Priority> temporary = Optional.empty();
    private boolean lastResort;
    private int ownWeight;
    private int groupWeight;
    private OptionalLong releasedAtNanos = OptionalLong.empty();
    private Optional<IpAddress> followed = Optional.empty();

    /** Another router has advertised. */
    void heard(IpAddress source, Priority priority, long now) {
        peers.heard(source, priority, now);
    }

    /** The router has applied a rule to an input. */
    void stepped(Rule rule, Input input, long now) {
        if (input instanceof Input.AdvertisementReceived advertisement) {
            boolean ignored = rule == Rule.LOWER_PRIORITY_IN_BACKUP;
            if (ignored) {
                followed = Optional.empty();
            } else if (followed.isEmpty() || !followed.get().equals(advertisement.source())) {
                followed = Optional.of(advertisement.source());
            }
        }
        switch (rule) {
            case RELEASED, RELEASE_TIMEOUT -> releasedAtNanos = OptionalLong.of(now);
            case ACTIVE_DOWN -> {
                followed.ifPresent(peers::forget);
                releasedAtNanos.ifPresent(peers::forgetUnheardSince);
                releasedAtNanos = OptionalLong.empty();
            }
            default -> {
                // Neither gives the role away nor takes it back.
            }
        }
    }

    /** Whether it is the last resort from now on; true if it was not before. */
    boolean becomesLastResort(boolean value) {
        boolean before = lastResort;
        lastResort = value;
        return lastResort && !before;
    }

    boolean isLastResort() {
        return lastResort;
    }

    /** Replaces the configured priority, except that of an owner. */
    void temporary(Optional<Priority> value) {
        temporary = value;
    }

    /** The priority in force with these weights. */
    Priority priority(VirtualRouterConfig config, int own, int ofGroup) {
        Priority configured = config.priority();
        Priority base = configured.isOwner() ? configured : temporary.orElse(configured);
        return lastResort ? LAST_RESORT : EffectivePriority.of(base, own + ofGroup);
    }

    /**
     * Takes note of the weights; what speaks for giving the role away if they have just fallen: the links of a cause.
     * Empty if they have not, or if no better router was heard lately. Equal is not better: it would not preempt.
     */
    Optional<List<String>> weighed(
            VirtualRouterConfig config, Participation participation, @Nullable GroupDriver group, long now) {
        int own = participation.weight();
        int ofGroup = group == null ? 0 : group.weight();
        boolean fell = own + ofGroup < ownWeight + groupWeight;
        boolean fellByOwn = own < ownWeight;
        ownWeight = own;
        groupWeight = ofGroup;
        Duration memory = config.timing().peerMemory();
        if (!fell || lastResort || config.priority().isOwner() || memory.isZero()) {
            return Optional.empty();
        }
        Priority priority = priority(config, own, ofGroup);
        return peers.best(memory.toNanos(), now)
                .filter(peer -> peer.priority().compareTo(priority) > 0)
                .map(peer -> List.of(
                        fellByOwn
                                ? participation.lastLoss()
                                : group == null ? "left its group" : "group " + group.name() + ": " + group.lastLoss(),
                        "priority " + priority,
                        peer.address() + " heard with " + peer.priority() + ", " + ago(now - peer.heardAtNanos())
                                + " ago"));
    }

    private static String ago(long nanos) {
        long millis = nanos / 1_000_000;
        return millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
    }
}
