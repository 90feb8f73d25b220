/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;

/**
 * The connections of one simulated process with others. Its kernel carries them: it takes connections for a process that
 * is frozen, and ends those of a process that is dead.
 */
final class SimulatedPeerLinks implements PeerLinks {

    /** Where the process takes connections. */
    record Door(String networkInterface, IpAddress own, int port, Acceptor acceptor) {

        boolean isAt(String wantedInterface, IpAddress wantedAddress, int wantedPort) {
            return networkInterface.equals(wantedInterface) && own.equals(wantedAddress) && port == wantedPort;
        }
    }

    private final SimulatedLan lan;
    private final Engine engine;
    private final SimulatedNode node;
    private final SimulatedProcess process;
    private final List<Door> doors = new CopyOnWriteArrayList<>();
    private final List<SimulatedLink> open = new CopyOnWriteArrayList<>();

    SimulatedPeerLinks(SimulatedLan lan, Engine engine, SimulatedNode node, SimulatedProcess process) {
        this.lan = lan;
        this.engine = engine;
        this.node = node;
        this.process = process;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public Listening listen(String networkInterface, IpAddress own, int port, Acceptor acceptor) {
        requireAddress(networkInterface, own);
        if (door(networkInterface, own, port).isPresent()) {
            throw new PlatformException("listen at " + own + " port " + port + ": EADDRINUSE");
        }
        Door door = new Door(networkInterface, own, port, acceptor);
        doors.add(door);
        return () -> doors.remove(door);
    }

    private void requireAddress(String networkInterface, IpAddress own) {
        if (!node.kernel().has(networkInterface, own)) {
            throw new PlatformException("bind " + own + " on " + networkInterface + ": EADDRNOTAVAIL");
        }
    }

    @Override
    public Link connect(
            String networkInterface, IpAddress own, IpAddress peer, int port, Duration limit, Listener listener) {
        requireAddress(networkInterface, own);
        SimulatedLink near = new SimulatedLink(lan, engine, node, process, networkInterface, peer, open::remove);
        near.hears(listener);
        open.add(near);
        // One packet each way; what is lost is not sent again before the limit.
        lan.way(node, networkInterface, peer)
                .ifPresent(there -> engine.at(
                        engine.nanoTime() + there.delayNanos(),
                        Engine.ARRIVAL,
                        () -> there.node().connectionAsked(there, near, own, peer, port)));
        engine.at(engine.nanoTime() + limit.toNanos(), Engine.ARRIVAL, near::limitIsOver);
        return near;
    }

    /** The kernel answers an attempt to connect, whatever the process does. */
    void asked(SimulatedLan.Way here, SimulatedLink caller, IpAddress from, IpAddress to, int port) {
        Optional<Door> door = process.isDead() ? Optional.empty() : door(here.networkInterface(), to, port);
        lan.way(node, here.networkInterface(), from)
                .ifPresent(back -> engine.at(engine.nanoTime() + back.delayNanos(), Engine.ARRIVAL, () -> {
                    if (door.isEmpty()) {
                        caller.refused();
                    } else if (caller.isOpen()) {
                        taken(door.get(), caller, from);
                    }
                }));
    }

    private void taken(Door door, SimulatedLink caller, IpAddress from) {
        SimulatedLink far = new SimulatedLink(lan, engine, node, process, door.networkInterface(), from, open::remove);
        open.add(far);
        caller.established(far);
        far.established(caller);
        process.arrival(() -> far.hears(door.acceptor().accepted(from, far)));
        if (process.isDead()) {
            far.close();
        }
    }

    private Optional<Door> door(String networkInterface, IpAddress own, int port) {
        return doors.stream()
                .filter(door -> door.isAt(networkInterface, own, port))
                .findFirst();
    }

    /** The process has ended: the kernel closes what it had open. */
    void processHasEnded() {
        doors.clear();
        List<SimulatedLink> left = List.copyOf(open);
        if (!left.isEmpty()) {
            try {
                engine.at(engine.nanoTime(), Engine.ARRIVAL, () -> left.forEach(SimulatedLink::close));
            } catch (RejectedExecutionException e) {
                // The LAN is closed, and nobody is there to hear of it.
            }
        }
    }
}
