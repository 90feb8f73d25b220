/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A platform that costs next to nothing, so that what is measured is the router on it: a kernel that says yes at once, and
 * a wire that swallows what is sent. One thread.
 */
final class StillPlatform implements VipPlatform {

    /** The first interface. */
    static final String INTERFACE = "eth0";

    /** The address of every interface. */
    static final IpAddress OWN = IpAddress.parse("198.51.100.1");

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final List<String> interfaces;
    private final StillLoop loop = new StillLoop();
    private final List<AdvertisementReceiver> receivers = new ArrayList<>();
    private long sent;

    /** A host with one interface. */
    StillPlatform() {
        this(List.of(INTERFACE));
    }

    /** A host with these interfaces. */
    StillPlatform(List<String> interfaces) {
        this.interfaces = List.copyOf(interfaces);
    }

    /** Where time passes. */
    StillLoop time() {
        return loop;
    }

    /** How many advertisements were sent. */
    long sent() {
        return sent;
    }

    /** Hands every channel an advertisement to the group. */
    void receive(IpAddress source, ByteBuffer message) {
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).received(source, source.family().vrrpGroup(), 255, message);
        }
    }

    @Override
    public StillLoop loop() {
        return loop;
    }

    @Override
    public InterfaceMonitor interfaces() {
        return new InterfaceMonitor() {
            @Override
            public Watch watch(String networkInterface, Listener listener) {
                int index = 1 + interfaces.indexOf(networkInterface);
                listener.changed(new InterfaceState(networkInterface, index, true, List.of(OWN)));
                return () -> {};
            }

            @Override
            public List<String> names() {
                return interfaces;
            }
        };
    }

    @Override
    public AdvertisementChannel openChannel(
            String networkInterface, AddressFamily family, AdvertisementReceiver receiver) {
        receivers.add(receiver);
        return new AdvertisementChannel() {
            @Override
            public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
                sent++;
            }

            @Override
            public void join(IpAddress group) {}

            @Override
            public void close() {
                receivers.remove(receiver);
            }
        };
    }

    @Override
    public AddressBinder binder() {
        return new AddressBinder() {
            @Override
            public CompletionStage<Void> bind(
                    String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
                return DONE;
            }

            @Override
            public CompletionStage<Void> renew(
                    String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
                return DONE;
            }

            @Override
            public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
                return DONE;
            }
        };
    }

    @Override
    public NeighborAnnouncer announcer() {
        return new NeighborAnnouncer() {
            @Override
            public void announce(String networkInterface, IpAddress address, Form form) {}

            @Override
            public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {}
        };
    }

    @Override
    public Executor listenerExecutor() {
        return Runnable::run;
    }

    @Override
    public Executor workExecutor() {
        return Runnable::run;
    }

    @Override
    public void close() {}
}
