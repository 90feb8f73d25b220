/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.util.List;

/** Builds and sends the advertisements of one virtual router. */
final class AdvertisementSender {

    private final VirtualRouterConfig config;
    private final Admission admission;
    private final Segment segment;
    private final List<IpAddress> addresses;
    private final ByteBuffer message;

    private long sent;

    AdvertisementSender(VirtualRouterConfig config, Admission admission, Segment segment) {
        this.config = config;
        this.admission = admission;
        this.segment = segment;
        this.addresses =
                config.addresses().stream().map(VirtualAddress::address).toList();
        // 8 octets of header, 255 addresses of 16 octets at most, 8 octets of authentication.
        this.message = ByteBuffer.allocateDirect(
                16 + addresses.size() * config.family().octets());
    }

    /** How many were sent. */
    long sent() {
        return sent;
    }

    /**
     * Sends one now.
     *
     * @param source the own source address
     * @throws PlatformException if the platform refuses it
     */
    void send(Priority priority, IpAddress source) {
        Advertisement advertisement = new Advertisement(
                config.version(),
                config.vrid(),
                priority,
                config.advertisementInterval(),
                addresses,
                admission.ownAuthentication());
        IpAddress group = config.family().vrrpGroup();
        message.clear();
        AdvertisementCodec.encode(advertisement, ChecksumForm.PSEUDO_HEADER, source, group, message);
        message.flip();
        segment.channel().send(source, group, 255, message);
        sent++;
    }
}
