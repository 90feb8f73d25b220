/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds and sends the advertisements of one virtual router: one to the group or a copy to each peer, in each version
 * that is spoken.
 */
final class AdvertisementSender {

    private static final int GROUP_TTL = 255; // RFC 9568 5.1.1.3, 5.1.2.3.

    private final Admission admission;
    private final Supplier<AdvertisementChannel> channel;
    private VirtualRouterConfig config;
    private List<IpAddress> addresses;
    private ByteBuffer message;

    private long sent;
    private long failedCopies;

    // Of the advertisement that is being sent.
    private int copies;
    private @Nullable PlatformException failure;

    /**
     * @param channel the open channel of this moment
     */
    AdvertisementSender(VirtualRouterConfig config, Admission admission, Supplier<AdvertisementChannel> channel) {
        this.config = config;
        this.admission = admission;
        this.channel = channel;
        this.addresses = addresses(config);
        this.message = message(config);
    }

    /** Sends by other settings from now on. */
    void change(VirtualRouterConfig newConfig) {
        config = newConfig;
        addresses = addresses(newConfig);
        message = message(newConfig);
    }

    private static List<IpAddress> addresses(VirtualRouterConfig config) {
        return config.addresses().stream().map(VirtualAddress::address).toList();
    }

    private static ByteBuffer message(VirtualRouterConfig config) {
        // 8 octets of header, 255 addresses of 16 octets at most, 8 octets of authentication.
        return ByteBuffer.allocateDirect(
                16 + config.addresses().size() * config.family().octets());
    }

    /** How many were sent; copies to several peers and in two versions count as one. */
    long sent() {
        return sent;
    }

    /** How many copies the platform refused. */
    long failedCopies() {
        return failedCopies;
    }

    /**
     * Sends one now. A peer that cannot be reached does not keep the others from hearing it.
     *
     * @param source the own source address
     * @throws PlatformException if the platform refuses every copy
     */
    void send(Priority priority, IpAddress source) {
        copies = 0;
        failure = null;
        send(config.version(), priority, source);
        if (config.alsoVersion2()) {
            send(VrrpVersion.V2, priority, source); // RFC 9568 8.4.
        }
        if (copies > 0) {
            sent++;
        } else if (failure != null) {
            throw failure;
        }
    }

    private void send(VrrpVersion version, Priority priority, IpAddress source) {
        Advertisement advertisement = new Advertisement(
                version,
                config.vrid(),
                priority,
                config.advertisementInterval(),
                addresses,
                version == VrrpVersion.V2 ? admission.ownAuthentication() : Authentication.NONE);
        if (config.transport() instanceof Multicast multicast) {
            send(advertisement, source, multicast.group().orElse(config.family().vrrpGroup()), GROUP_TTL);
        } else if (config.transport() instanceof Unicast unicast) {
            for (Peer peer : unicast.peers()) {
                if (!peer.address().equals(source)) {
                    send(advertisement, source, peer.address(), unicast.timeToLive());
                }
            }
        }
    }

    private void send(Advertisement advertisement, IpAddress source, IpAddress destination, int timeToLive) {
        message.clear();
        AdvertisementCodec.encode(advertisement, admission.ownForm(), source, destination, message);
        message.flip();
        try {
            channel.get().send(source, destination, timeToLive, message);
            copies++;
        } catch (PlatformException e) {
            failedCopies++;
            failure = e;
        }
    }
}
