/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.RouterFilter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Datagrams that want to end or take over the role of a router and fail a check of RFC 9568 7.1. */
final class BadPackets {

    private static final int TTL = 255;

    private BadPackets() {}

    /** Floods a router with them. */
    static void flood(RecordingPlatform platform, VirtualRouterConfig config, Random random, int count) {
        IpAddress source = stranger(config);
        for (int i = 0; i < count; i++) {
            byte[] packet = good(config, random.nextBoolean() ? Priority.ZERO : new Priority(255), source);
            switch (random.nextInt(4)) {
                case 0 -> platform.inject(source, 1 + random.nextInt(TTL - 1), packet);
                case 1 -> {
                    packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
                    platform.inject(source, TTL, packet);
                }
                case 2 -> platform.inject(source, TTL, Arrays.copyOf(packet, random.nextInt(packet.length)));
                default -> {
                    random.nextBytes(packet);
                    packet[1] = (byte) config.vrid().value();
                    platform.inject(source, TTL, packet);
                }
            }
        }
    }

    /** A host of the link that is no router; higher than all of them. */
    static IpAddress stranger(VirtualRouterConfig config) {
        return IpAddress.parse(config.family() == AddressFamily.IPV4 ? "198.51.100.250" : "fe80::fffe");
    }

    /** A valid advertisement for this router. */
    static byte[] good(VirtualRouterConfig config, Priority priority, IpAddress source) {
        Advertisement advertisement = new Advertisement(
                config.version(),
                config.vrid(),
                priority,
                config.advertisementInterval(),
                config.addresses().stream().map(VirtualAddress::address).toList(),
                new RouterFilter(config.version(), config.advertisementInterval(), config.password())
                        .expectedAuthentication());
        ByteBuffer buffer = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
        AdvertisementCodec.encode(
                advertisement,
                ChecksumForm.PSEUDO_HEADER,
                source,
                config.family().vrrpGroup(),
                buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
