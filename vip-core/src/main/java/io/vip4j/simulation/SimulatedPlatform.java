/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One process on a {@link SimulatedNode}. */
final class SimulatedPlatform implements VipPlatform {

    private static final int TTL = 255;

    private final SimulatedNode node;
    private final SimulatedLan lan;
    private final Engine engine;
    private final SimulatedProcess process;
    private final List<InterfaceMonitor.Listener> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable AdvertisementReceiver receiver;

    SimulatedPlatform(SimulatedNode node, SimulatedLan lan, Engine engine) {
        this.node = node;
        this.lan = lan;
        this.engine = engine;
        this.process = new SimulatedProcess(engine);
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
                if (!networkInterface.equals(SimulatedNode.INTERFACE)) {
                    listener.changed(InterfaceState.absent(networkInterface));
                    return () -> {};
                }
                watchers.add(listener);
                listener.changed(node.interfaceState());
                return () -> watchers.remove(listener);
            }

            @Override
            public List<String> names() {
                return List.of(SimulatedNode.INTERFACE);
            }
        };
    }

    @Override
    public AdvertisementChannel openChannel(
            String networkInterface, AddressFamily family, AdvertisementReceiver channelReceiver) {
        requireInterface(networkInterface);
        if (family != AddressFamily.IPV4) {
            throw new PlatformException("the simulated LAN speaks IPv4 only");
        }
        receiver = channelReceiver;
        return new SimulatedChannel();
    }

    @Override
    public AddressBinder binder() {
        return new SimulatedBinder();
    }

    @Override
    public NeighborAnnouncer announcer() {
        return new NeighborAnnouncer() {
            @Override
            public void announce(String networkInterface, IpAddress announced, Form form) {
                lan.announced(node, announced);
            }

            @Override
            public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
                lan.announced(node, asking);
            }
        };
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
        process.kill();
        receiver = null;
        watchers.clear();
    }

    void arrive(IpAddress source, IpAddress destination, ByteBuffer message) {
        process.arrival(() -> {
            AdvertisementReceiver target = receiver;
            if (target != null) {
                target.received(source, destination, TTL, message);
            }
        });
    }

    void interfaceChanged() {
        process.arrival(() -> watchers.forEach(listener -> listener.changed(node.interfaceState())));
    }

    void addressRemoved(IpAddress gone) {
        process.arrival(() -> watchers.forEach(listener -> listener.addressRemoved(gone)));
    }

    private static void requireInterface(String networkInterface) {
        if (!networkInterface.equals(SimulatedNode.INTERFACE)) {
            throw new PlatformException("network interface " + networkInterface
                    + " does not exist; a simulated node has: " + SimulatedNode.INTERFACE);
        }
    }

    private final class SimulatedChannel implements AdvertisementChannel {

        @Override
        public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
            if (!node.isPluggedIn()) {
                throw new PlatformException("send on " + SimulatedNode.INTERFACE + ": network is down");
            }
            byte[] octets = new byte[message.remaining()];
            message.get(message.position(), octets);
            lan.multicast(node, source, destination, octets);
        }

        @Override
        public void join(IpAddress group) {
            // Every group reaches every node here.
        }

        @Override
        public void close() {
            receiver = null;
        }
    }

    private final class SimulatedBinder implements AddressBinder {

        @Override
        public CompletionStage<Void> bind(
                String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
            return put("add", networkInterface, addresses, lifetime);
        }

        @Override
        public CompletionStage<Void> renew(
                String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
            return put("replace", networkInterface, addresses, lifetime);
        }

        private CompletionStage<Void> put(
                String how, String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
            Optional<String> failure = node.bindFailure();
            if (failure.isPresent()) {
                return CompletableFuture.failedFuture(new PlatformException(
                        how + " " + addresses + " on " + networkInterface + ": " + failure.get()));
            }
            node.putAddresses(addresses, lifetime);
            return CompletableFuture.allOf();
        }

        @Override
        public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
            node.removeAddresses(addresses);
            return CompletableFuture.allOf();
        }
    }
}
