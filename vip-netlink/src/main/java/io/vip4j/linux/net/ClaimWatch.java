/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.ConflictMonitor.Listener;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.ArpFrame;
import io.vip4j.wire.MacAddress;
import io.vip4j.wire.NeighborAdvertisement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the claims on one interface, for all who want to hear them. When more frames come in a second than are looked at, the sockets are muted in the kernel to the end of that second, so that a flood costs the loop next to nothing.
 * When the interface is removed and made again under its name, the new one is heard. Used on the loop only.
 */
final class ClaimWatch implements InterfaceMonitor.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimWatch.class);

    /** Frames on one interface that are looked at within a second. */
    static final int MAX_FRAMES = 1000;

    private static final long SECOND = 1_000_000_000;

    private final EpollLoop loop;
    private final RtnetlinkMonitor interfaces;
    private final Executor closer;
    private final String networkInterface;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<ClaimSocket> sockets = new ArrayList<>();
    private final FaultLog floods = new FaultLog(LOG);
    private final FaultLog faults = new FaultLog(LOG);
    private final Loop.Alarm unmute;
    private final InterfaceMonitor.Watch watch;
    private int interfaceIndex;
    private int frames;
    private long secondBeganAt;

    /**
     * Starts to hear.
     *
     * @throws PlatformException if there is no such interface, or the kernel refuses
     */
    ClaimWatch(EpollLoop loop, RtnetlinkMonitor interfaces, Executor closer, String networkInterface) {
        this.loop = loop;
        this.interfaces = interfaces;
        this.closer = closer;
        this.networkInterface = networkInterface;
        this.unmute = loop.newAlarm(this::unmute);
        this.secondBeganAt = loop.nanoTime();
        open(interfaces.link(networkInterface).index());
        this.watch = interfaces.watch(networkInterface, this);
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether nobody is left who wants to hear. */
    boolean remove(Listener listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    @Override
    public void changed(InterfaceState state) {
        if (state.index() == interfaceIndex) {
            return;
        }
        closeSockets();
        if (state.exists()) {
            try {
                open(state.index());
            } catch (PlatformException e) {
                faults.warn("conflicts on " + networkInterface + " are not noticed: " + e.getMessage());
            }
        }
    }

    @Override
    public void addressRemoved(IpAddress address) {
        // Does not matter here.
    }

    private void open(int index) {
        interfaceIndex = index;
        try {
            sockets.add(new ClaimSocket(loop, AddressFamily.IPV4, networkInterface, index, this::arp));
            sockets.add(new ClaimSocket(loop, AddressFamily.IPV6, networkInterface, index, this::advertisement));
        } catch (PlatformException e) {
            closeSockets();
            throw e;
        }
    }

    private void arp(ByteBuffer frame) {
        if (!isTooMuch()) {
            Optional<ArpFrame> arp = ArpFrame.decode(frame);
            if (arp.isPresent()) {
                claimed(arp.get().senderAddress(), arp.get().sender());
            }
        }
    }

    private void advertisement(ByteBuffer frame) {
        if (!isTooMuch()) {
            Optional<NeighborAdvertisement> said = NeighborAdvertisement.decode(frame);
            if (said.isPresent()) {
                claimed(said.get().target(), said.get().station());
            }
        }
    }

    private void claimed(IpAddress address, MacAddress station) {
        if (address.isUnspecified() || address.isMulticast() || address.isLimitedBroadcast()) {
            return;
        }
        if (!interfaces.isOwn(station)) {
            String text = station.toString();
            // A copy: listeners may start and end watches.
            for (Listener listener : List.copyOf(listeners)) {
                tell(listener, address, text);
            }
        }
    }

    private void tell(Listener listener, IpAddress address, String station) {
        try {
            listener.claimed(address, station);
        } catch (RuntimeException | Error fault) {
            faults.unexpected("the listener for conflicts on " + networkInterface, fault);
        }
    }

    private boolean isTooMuch() {
        long now = loop.nanoTime();
        if (now - secondBeganAt >= SECOND) {
            secondBeganAt = now;
            frames = 0;
        }
        frames++;
        if (frames == MAX_FRAMES + 1) {
            floods.warn("more than " + MAX_FRAMES + " ARP packets and neighbour advertisements on " + networkInterface
                    + " within a second: conflicts are not noticed in the rest of it");
            mute();
            unmute.armAt(secondBeganAt + SECOND);
        }
        return frames > MAX_FRAMES;
    }

    private void mute() {
        for (ClaimSocket socket : sockets) {
            socket.mute();
        }
    }

    private void unmute() {
        frames = 0;
        secondBeganAt = loop.nanoTime();
        for (ClaimSocket socket : sockets) {
            socket.unmute();
        }
    }

    /** In how many seconds there was too much to hear. */
    long floods() {
        return floods.count();
    }

    /** Hears a frame of each family that was never received, and is muted for a moment. */
    void rehearse(byte[] arp, byte[] advertisement) {
        sockets.get(0).rehearse(arp);
        sockets.get(1).rehearse(advertisement);
        mute();
        unmute();
    }

    private void closeSockets() {
        interfaceIndex = 0;
        for (ClaimSocket socket : sockets) {
            socket.close(closer);
        }
        sockets.clear();
    }

    void close() {
        watch.close();
        unmute.disarm();
        listeners.clear();
        closeSockets();
    }
}
