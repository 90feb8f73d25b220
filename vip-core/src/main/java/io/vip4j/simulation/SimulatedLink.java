/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PeerLinks.End;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, as its kernel keeps it: what is sent arrives in order, is sent again while the cable is cut,
 * and is given up after ten seconds. Used inside events only.
 */
final class SimulatedLink implements PeerLinks.Link {

    private static final long FIRST_WAIT_NANOS = Duration.ofMillis(200).toNanos();
    private static final long GIVE_UP_NANOS = Duration.ofSeconds(10).toNanos();

    private final SimulatedLan lan;
    private final Engine engine;
    private final SimulatedNode node;
    private final SimulatedProcess process;
    private final String networkInterface;
    private final IpAddress peer;
    private final Consumer<SimulatedLink> over;
    private final Deque<Consumer<SimulatedLink>> outgoing = new ArrayDeque<>();
    private PeerLinks.@Nullable Listener listener;
    private @Nullable SimulatedLink other;
    private boolean closed;

    /** @param over runs when nothing more is heard at this end */
    SimulatedLink(
            SimulatedLan lan,
            Engine engine,
            SimulatedNode node,
            SimulatedProcess process,
            String networkInterface,
            IpAddress peer,
            Consumer<SimulatedLink> over) {
        this.lan = lan;
        this.engine = engine;
        this.node = node;
        this.process = process;
        this.networkInterface = networkInterface;
        this.peer = peer;
        this.over = over;
    }

    void hears(PeerLinks.Listener value) {
        listener = value;
    }

    boolean isOpen() {
        return !closed;
    }

    /** Each end is told of the other. The one that has a listener is the one that has connected. */
    void established(SimulatedLink end) {
        other = end;
        if (listener != null) {
            tell(PeerLinks.Listener::connected);
        }
    }

    void refused() {
        end(End.REFUSED);
    }

    void limitIsOver() {
        if (other == null) {
            end(End.SILENT);
        }
    }

    @Override
    public void send(String line) {
        if (!closed) {
            put(end -> end.tell(hearer -> hearer.line(line)));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            over.accept(this);
            put(end -> end.end(End.CLOSED));
        }
    }

    private void end(End why) {
        if (!closed) {
            process.arrival(() -> {
                PeerLinks.Listener hearer = listener;
                if (!closed && hearer != null) {
                    closed = true;
                    over.accept(this);
                    hearer.ended(why);
                }
            });
        }
    }

    /** A frozen process hears it when it goes on, a dead one never. */
    private void tell(Consumer<PeerLinks.Listener> what) {
        process.arrival(() -> {
            PeerLinks.Listener hearer = listener;
            if (!closed && hearer != null) {
                what.accept(hearer);
            }
        });
    }

    private void put(Consumer<SimulatedLink> what) {
        if (other != null) {
            outgoing.add(what);
            if (outgoing.size() == 1) {
                carry(engine.nanoTime(), FIRST_WAIT_NANOS);
            }
        }
    }

    private void carry(long firstTriedAtNanos, long waitNanos) {
        SimulatedLink receiver = other;
        if (receiver == null) {
            return;
        }
        Optional<SimulatedLan.Way> way =
                lan.way(node, networkInterface, peer).filter(there -> there.node() == receiver.node);
        long now = engine.nanoTime();
        if (way.isPresent()) {
            engine.at(now + way.get().delayNanos(), Engine.ARRIVAL, () -> {
                outgoing.remove().accept(receiver);
                if (!outgoing.isEmpty()) {
                    carry(engine.nanoTime(), FIRST_WAIT_NANOS);
                }
            });
        } else if (now - firstTriedAtNanos >= GIVE_UP_NANOS) {
            outgoing.clear();
            end(End.SILENT);
        } else {
            engine.at(now + waitNanos, Engine.ARRIVAL, () -> carry(firstTriedAtNanos, 2 * waitNanos));
        }
    }
}
