/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a datagram never changes what is made of the next one. */
class LatestDatagramTest {

    private static final IpAddress SOURCE = IpAddress.parse("192.0.2.1");
    private static final IpAddress OTHER = IpAddress.parse("192.0.2.2");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");

    private final LatestDatagram latest = new LatestDatagram();

    @Test
    void sameDatagramIsTheSameObject() {
        Decoded first = decode(SOURCE, message(100, 2));
        assertThat(first).isEqualTo(AdvertisementCodec.decode(SOURCE, GROUP, 255, message(100, 2)));
        assertThat(decode(SOURCE, message(100, 2))).isSameAs(first);
    }

    @Test
    void everyOctetCounts() {
        decode(SOURCE, message(100, 2));
        ByteBuffer good = message(100, 2);
        for (int at = 0; at < good.limit(); at++) {
            ByteBuffer changed = message(100, 2);
            changed.put(at, (byte) (changed.get(at) ^ 1));
            assertThat(decode(SOURCE, changed))
                    .as("octet %d", at)
                    .isEqualTo(AdvertisementCodec.decode(SOURCE, GROUP, 255, changed));
        }
    }

    @Test
    void shorterAndLongerOnesAreTold() {
        for (int addresses : new int[] {1, 3, 2, 2, 0, 3}) {
            assertThat(decode(SOURCE, message(100, addresses)))
                    .isEqualTo(AdvertisementCodec.decode(SOURCE, GROUP, 255, message(100, addresses)));
        }
    }

    @Test
    void whatComesWithItCounts() {
        ByteBuffer message = message(100, 1);
        decode(SOURCE, message);
        assertThat(latest.decode(SOURCE, GROUP, 254, message))
                .isEqualTo(AdvertisementCodec.decode(SOURCE, GROUP, 254, message));
        assertThat(decode(OTHER, message)).isEqualTo(AdvertisementCodec.decode(OTHER, GROUP, 255, message));
        assertThat(latest.decode(SOURCE, OTHER, 255, message))
                .isEqualTo(AdvertisementCodec.decode(SOURCE, OTHER, 255, message));
    }

    @Test
    void messageMayStandAnywhereInItsBuffer() {
        Decoded first = decode(SOURCE, message(100, 1));
        ByteBuffer shifted = ByteBuffer.allocate(64).position(20);
        shifted.put(message(100, 1)).flip().position(20);
        assertThat(decode(SOURCE, shifted)).isSameAs(first);
    }

    private Decoded decode(IpAddress source, ByteBuffer message) {
        return latest.decode(source, GROUP, 255, message);
    }

    private static ByteBuffer message(int priority, int addresses) {
        Advertisement advertisement = new Advertisement(
                VrrpVersion.V3,
                new Vrid(10),
                new Priority(priority),
                AdvertisementInterval.DEFAULT,
                List.of(OTHER, SOURCE, GROUP).subList(0, addresses),
                Authentication.NONE);
        ByteBuffer message = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
        AdvertisementCodec.encode(advertisement, ChecksumForm.PSEUDO_HEADER, SOURCE, GROUP, message);
        return message.flip();
    }
}
