/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import io.vip4j.wire.RejectReason;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One interface and family: its socket, and the virtual routers found there by their identifier. */
final class Segment implements AutoCloseable {

    private final VipPlatform platform;
    private final AdvertisementChannel channel;
    private final DiscardCounters discards;
    private final @Nullable ElectorDriver[] routers = new ElectorDriver[256];
    private int routerCount;

    Segment(VipPlatform platform, String networkInterface, AddressFamily family) {
        this.platform = platform;
        this.discards = new DiscardCounters(
                networkInterface,
                new ListenerDispatch(networkInterface, platform.listenerExecutor(), platform.workExecutor()));
        this.channel = platform.openChannel(networkInterface, family, this::received);
    }

    AdvertisementChannel channel() {
        return channel;
    }

    void add(ElectorDriver router) {
        routers[router.config().vrid().value()] = router;
        routerCount++;
    }

    void remove(ElectorDriver router) {
        routers[router.config().vrid().value()] = null;
        routerCount--;
    }

    boolean has(Vrid vrid) {
        return routers[vrid.value()] != null;
    }

    boolean isEmpty() {
        return routerCount == 0;
    }

    /** Whether an address is a virtual one of any router here, and so never a source of advertisements. */
    boolean isVirtual(IpAddress address) {
        for (ElectorDriver router : routers) {
            if (router == null) {
                continue;
            }
            for (VirtualAddress virtual : router.config().addresses()) {
                if (virtual.address().equals(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    void addDiscardsTo(Map<RejectReason, Long> sums) {
        discards.addTo(sums);
    }

    private void received(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        Decoded decoded = AdvertisementCodec.decode(source, destination, timeToLive, message);
        if (decoded instanceof Decoded.Accepted accepted) {
            wellFormed(source, destination, timeToLive, accepted);
        } else if (decoded instanceof Decoded.Rejected rejected) {
            discards.count(rejected.reason(), source, platform.loop().nanoTime());
        }
    }

    private void wellFormed(IpAddress source, IpAddress destination, int timeToLive, Decoded.Accepted accepted) {
        ElectorDriver router = routers[accepted.advertisement().vrid().value()];
        if (router == null) {
            discards.count(RejectReason.VRID_UNKNOWN, source, platform.loop().nanoTime());
        } else {
            router.received(source, destination, timeToLive, accepted);
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
