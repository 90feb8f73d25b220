/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.AddressGate;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.ConflictMonitor;
import io.vip4j.spi.ConnectionBreaker;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessDevices;
import io.vip4j.spi.RouteBinder;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spi.VirtualMacInterfaces;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** One process on a {@link SimulatedNode}. */
final class SimulatedPlatform implements VipPlatform {

    private record Watcher(String networkInterface, InterfaceMonitor.Listener listener) {}

    private record Hearer(String networkInterface, ConflictMonitor.Listener listener) {}

    private final SimulatedNode node;
    private final SimulatedLan lan;
    private final Engine engine;
    private final SimulatedProcess process;
    private final SimulatedProcessDevices devices;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final List<Hearer> hearers = new CopyOnWriteArrayList<>();
    private final List<SimulatedChannel> channels = new CopyOnWriteArrayList<>();
    private final SimulatedPeerLinks links;

    SimulatedPlatform(SimulatedNode node, SimulatedLan lan, Engine engine) {
        this.node = node;
        this.lan = lan;
        this.engine = engine;
        this.process = new SimulatedProcess(engine);
        this.devices = new SimulatedProcessDevices(node);
        this.links = new SimulatedPeerLinks(lan, engine, node, process);
    }

    SimulatedProcess process() {
        return process;
    }

    boolean isEnded() {
        return process.isDead();
    }

    @Override
    public Loop loop() {
        return process;
    }

    @Override
    public InterfaceMonitor interfaces() {
        return new InterfaceMonitor() {
            @Override
            public Watch watch(String networkInterface, Listener listener) {
                Watcher watcher = new Watcher(networkInterface, listener);
                watchers.add(watcher);
                listener.changed(node.kernel().state(networkInterface));
                return () -> watchers.remove(watcher);
            }

            @Override
            public List<String> names() {
                return node.kernel().names();
            }
        };
    }

    @Override
    public AdvertisementChannel openChannel(
            String networkInterface, AddressFamily family, AdvertisementReceiver receiver) {
        InterfaceMonitor.InterfaceState state = node.kernel().state(networkInterface);
        if (!state.exists()) {
            throw new PlatformException("no network interface " + networkInterface + ": there are "
                    + String.join(", ", node.kernel().names()));
        }
        if (channels.stream().anyMatch(open -> open.serves(networkInterface, state.index(), family))) {
            throw new IllegalStateException("a channel is open on " + networkInterface + " for " + family);
        }
        SimulatedChannel channel =
                new SimulatedChannel(lan, node, networkInterface, state.index(), family, receiver, channels::remove);
        channels.add(channel);
        return channel;
    }

    @Override
    public AddressBinder binder() {
        return new SimulatedBinder(node);
    }

    @Override
    public RouteBinder routes() {
        return node.routeTable();
    }

    @Override
    public VirtualMacInterfaces virtualMacs() {
        return new SimulatedVirtualMacs(node.kernel());
    }

    @Override
    public ProcessDevices processDevices() {
        return devices;
    }

    /** There are no connections. */
    @Override
    public ConnectionBreaker connections() {
        return addresses -> CompletableFuture.completedFuture(0);
    }

    @Override
    public AddressGate gate() {
        return node.gate();
    }

    @Override
    public NeighborAnnouncer announcer() {
        return new NeighborAnnouncer() {
            @Override
            public void announce(String networkInterface, IpAddress announced, Form form) {
                lan.announced(node, networkInterface, announced);
            }

            @Override
            public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
                lan.announced(node, networkInterface, asking);
            }
        };
    }

    @Override
    public ConflictMonitor conflicts() {
        return (networkInterface, listener) -> {
            Hearer hearer = new Hearer(networkInterface, listener);
            hearers.add(hearer);
            return () -> hearers.remove(hearer);
        };
    }

    @Override
    public PeerLinks peerLinks() {
        return links;
    }

    SimulatedPeerLinks links() {
        return links;
    }

    @Override
    public Executor listenerExecutor() {
        return engine::listen;
    }

    @Override
    public Executor workExecutor() {
        return engine::work;
    }

    @Override
    public void close() {
        end();
        engine.awaitListeners();
    }

    /** Ends the process without a word to anybody. */
    void end() {
        process.kill();
        devices.end();
        links.processHasEnded();
        channels.clear();
        watchers.clear();
        hearers.clear();
    }

    void arrive(
            String networkInterface,
            int index,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            ByteBuffer message) {
        process.arrival(() -> {
            for (SimulatedChannel channel : channels) {
                if (channel.serves(networkInterface, index, source.family())) {
                    channel.arrive(source, destination, timeToLive, message);
                }
            }
        });
    }

    void interfaceChanged(InterfaceMonitor.InterfaceState state) {
        process.arrival(() -> {
            for (Watcher watcher : watchers) {
                if (watcher.networkInterface().equals(state.name())) {
                    watcher.listener().changed(state);
                }
            }
        });
    }

    void addressRemoved(String networkInterface, IpAddress gone) {
        process.arrival(() -> {
            for (Watcher watcher : watchers) {
                if (watcher.networkInterface().equals(networkInterface)) {
                    watcher.listener().addressRemoved(gone);
                }
            }
        });
    }

    void claimed(String networkInterface, IpAddress address, String station) {
        process.arrival(() -> {
            for (Hearer hearer : hearers) {
                if (hearer.networkInterface().equals(networkInterface)) {
                    hearer.listener().claimed(address, station);
                }
            }
        });
    }
}
