/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.AnnouncementProfile.Form;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The announcements that one router still has to send on one interface: an entry for each address, which goes round
 * until its copies are sent. Every address is told once before any is told twice, and the copies of one address lie a
 * little apart. It never holds more entries than there are addresses.
 */
final class AddressQueue {

    private static final Logger log = LoggerFactory.getLogger(AddressQueue.class);
    private static final long WORKS_AGAIN_AFTER_NANOS = 10_000_000_000L;

    /** Decides about every frame at the moment when it is to go. */
    interface Gate {
        /** Whether the role is still the one that the announcements were asked for; if not they are forgotten. */
        boolean sameTenure();

        /** Whether the addresses are held beyond doubt; if not the frame waits for {@link AddressQueue#resume}. */
        boolean certain();

        /** A frame waits. */
        void postponed();
    }

    private static final class Entry {
        private final IpAddress address;
        private boolean news;
        private int copiesLeft;
        private int copiesSent;
        private boolean questionDue;

        Entry(IpAddress address) {
            this.address = address;
        }
    }

    private final NeighborAnnouncer announcer;
    private final Loop loop;
    private final String networkInterface;
    private final Pacer pacer;
    private final Gate gate;
    private final ListenerDispatch dispatch;
    private final Deque<Entry> untold = new ArrayDeque<>();
    private final Deque<Entry> told = new ArrayDeque<>();
    private final Map<IpAddress, Entry> byAddress = new HashMap<>();

    private AnnouncementProfile profile = AnnouncementProfile.DEFAULT;
    private int bursts;
    private boolean failing;
    private long lastFailureAtNanos;

    AddressQueue(
            NeighborAnnouncer announcer,
            Loop loop,
            String networkInterface,
            Pacer pacer,
            Gate gate,
            ListenerDispatch dispatch) {
        this.announcer = announcer;
        this.loop = loop;
        this.networkInterface = networkInterface;
        this.pacer = pacer;
        this.gate = gate;
        this.dispatch = dispatch;
    }

    boolean isEmpty() {
        return byAddress.isEmpty();
    }

    /** Whether the next frame tells the neighbours something new. */
    boolean isUrgent() {
        Entry head = untold.peekFirst();
        return head != null && head.news;
    }

    long spacingNanos() {
        return profile.spacing().toNanos();
    }

    /**
     * Begins a burst. An address that is still waiting keeps its place and gets no fewer copies than it has left, so
     * that bursts in quick succession starve none.
     *
     * @param copies announcements of each address
     * @param news whether it goes before the repetitions of others
     */
    void burst(List<IpAddress> addresses, int copies, boolean news, AnnouncementProfile current) {
        profile = current;
        bursts++;
        for (IpAddress address : addresses) {
            Entry entry = byAddress.get(address);
            if (entry == null) {
                entry = new Entry(address);
                byAddress.put(address, entry);
                untold.addLast(entry);
            }
            entry.news |= news;
            entry.copiesLeft = Math.max(entry.copiesLeft, copies);
            entry.questionDue = profile.gateway()
                    .filter(gateway -> gateway.family() == address.family())
                    .isPresent();
        }
        pacer.offer(this);
    }

    /** Goes on after {@link Gate#postponed}. */
    void resume() {
        pacer.offer(this);
    }

    /** Forgets one address. */
    void remove(IpAddress address) {
        Entry entry = byAddress.remove(address);
        if (entry != null) {
            untold.remove(entry);
            told.remove(entry);
        }
        if (isEmpty()) {
            pacer.withdraw(this);
        }
    }

    /** Forgets everything. */
    void clear() {
        untold.clear();
        told.clear();
        byAddress.clear();
        pacer.withdraw(this);
    }

    /** Sends the next frame if it may go; false: it may not, and nothing is sent until the next burst or resume. */
    boolean send() {
        if (!gate.sameTenure()) {
            clear();
            return false;
        }
        if (!gate.certain()) {
            gate.postponed();
            return false;
        }
        Entry entry = untold.isEmpty() ? told.removeFirst() : untold.removeFirst();
        try {
            sendFrame(entry);
            sent();
        } catch (PlatformException e) {
            failed(e);
        }
        if (entry.copiesLeft > 0 || entry.questionDue) {
            told.addLast(entry);
        } else {
            byAddress.remove(entry.address);
        }
        return true;
    }

    /** After the first announcement the gateway is asked, then the copies follow. */
    private void sendFrame(Entry entry) {
        if (entry.questionDue && entry.copiesSent > 0) {
            entry.questionDue = false;
            announcer.ask(networkInterface, entry.address, profile.gateway().orElseThrow());
            return;
        }
        entry.copiesLeft--;
        int turn = bursts + entry.copiesSent++;
        announcer.announce(networkInterface, entry.address, form(turn));
    }

    private NeighborAnnouncer.Form form(int turn) {
        boolean reply = profile.form() == Form.REPLY || (profile.form() == Form.ALTERNATING && turn % 2 == 0);
        return reply ? NeighborAnnouncer.Form.REPLY : NeighborAnnouncer.Form.REQUEST;
    }

    private void failed(PlatformException failure) {
        lastFailureAtNanos = loop.nanoTime();
        if (!failing) {
            failing = true;
            dispatch.log(() -> log.warn(
                    "Neighbours on {} cannot be told: {}; the role stays", networkInterface, failure.getMessage()));
        }
    }

    /** One family can work while the other does not: only a while without failure means that it is over. */
    private void sent() {
        if (failing && loop.nanoTime() - lastFailureAtNanos >= WORKS_AGAIN_AFTER_NANOS) {
            failing = false;
            dispatch.log(() -> log.info("Neighbours on {} can be told again", networkInterface));
        }
    }
}
