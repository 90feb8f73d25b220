/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The socket of a {@link SimulatedPlatform} for one family on one interface, of no more use when that is removed. */
final class SimulatedChannel implements AdvertisementChannel {

    private final SimulatedLan lan;
    private final SimulatedNode node;
    private final String networkInterface;
    private final int index;
    private final AddressFamily family;
    private final AdvertisementReceiver receiver;
    private final Consumer<SimulatedChannel> closed;
    private final Set<IpAddress> groups = ConcurrentHashMap.newKeySet();

    SimulatedChannel(
            SimulatedLan lan,
            SimulatedNode node,
            String networkInterface,
            int index,
            AddressFamily family,
            AdvertisementReceiver receiver,
            Consumer<SimulatedChannel> closed) {
        this.lan = lan;
        this.node = node;
        this.networkInterface = networkInterface;
        this.index = index;
        this.family = family;
        this.receiver = receiver;
        this.closed = closed;
        groups.add(family.vrrpGroup());
    }

    boolean serves(String wantedInterface, int wantedIndex, AddressFamily wantedFamily) {
        return networkInterface.equals(wantedInterface) && index == wantedIndex && family == wantedFamily;
    }

    void arrive(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        if (!destination.isMulticast() || groups.contains(destination)) {
            receiver.received(source, destination, timeToLive, message);
        }
    }

    @Override
    public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        if (node.sendFailure().isPresent()) {
            throw new PlatformException(
                    "send on " + networkInterface + ": " + node.sendFailure().get());
        }
        if (node.kernel().state(networkInterface).index() != index) {
            throw new PlatformException("send on " + networkInterface + ": no such device");
        }
        if (!node.kernel().isUp(networkInterface)) {
            throw new PlatformException("send on " + networkInterface + ": network is down");
        }
        byte[] octets = new byte[message.remaining()];
        message.get(message.position(), octets);
        lan.carry(node, networkInterface, source, destination, timeToLive, octets);
    }

    @Override
    public void join(IpAddress group) {
        groups.add(group);
    }

    @Override
    public void close() {
        closed.accept(this);
    }
}
