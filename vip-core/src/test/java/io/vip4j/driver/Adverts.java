/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.RouterFilter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Advertisements of routers that are not there. */
final class Adverts {

    private Adverts() {}

    /** VRRPv3 to the group, each second. */
    static byte[] of(IpAddress source, int vrid, int priority, String address) {
        AdvertisementInterval interval = AdvertisementInterval.DEFAULT;
        Advertisement advertisement = new Advertisement(
                VrrpVersion.V3,
                new Vrid(vrid),
                new Priority(priority),
                interval,
                List.of(IpAddress.parse(address)),
                new RouterFilter(VrrpVersion.V3, interval, Optional.empty()).expectedAuthentication());
        ByteBuffer buffer = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
        AdvertisementCodec.encode(
                advertisement,
                ChecksumForm.PSEUDO_HEADER,
                source,
                source.family().vrrpGroup(),
                buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
