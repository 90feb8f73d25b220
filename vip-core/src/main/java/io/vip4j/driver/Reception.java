/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.PeerStatus;
import io.vip4j.machine.Input;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Decoded;
import io.vip4j.wire.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one virtual router makes of the advertisements with its VRID: counted, told, or an input of its machine. */
final class Reception {

    /** Hears of valid advertisements that come while this router takes no part, on the loop. */
    @FunctionalInterface
    interface Bystander {
        void overheard(IpAddress source, Priority priority);
    }

    private final Loop loop;
    private final Admission admission;
    private final DiscardCounters discards;
    private final PeerAnomalies peers;
    private final Bystander bystander;
    private final HeardPeers heard = new HeardPeers();

    // Written by the loop.
    private Optional<IpAddress> heardActive = Optional.empty();
    private long advertsReceived;
    private Optional<Input.AdvertisementReceived> latest = Optional.empty();

    Reception(Loop loop, Admission admission, DiscardCounters discards, PeerAnomalies peers, Bystander bystander) {
        this.loop = loop;
        this.admission = admission;
        this.discards = discards;
        this.peers = peers;
        this.bystander = bystander;
    }

    /**
     * Takes a well-formed advertisement. What fails a check is counted and is no input: it can touch no timer.
     *
     * @param own the own source address
     * @param takesPart whether the router is in another state than Initialize
     * @param timeToLive TTL or hop limit that it came with
     */
    Optional<Input.AdvertisementReceived> take(
            IpAddress own,
            boolean takesPart,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            Decoded.Accepted accepted) {
        long now = loop.nanoTime();
        Advertisement advertisement = accepted.advertisement();
        Optional<RejectReason> reason =
                admission.admit(own, source, destination, timeToLive, advertisement, accepted.checksumForm(), now);
        if (reason.isPresent()) {
            discards.count(reason.get(), source, now);
            peers.rejected(reason.get(), source, advertisement);
            return Optional.empty();
        }
        heard.heard(source, advertisement.priority(), advertisement.interval(), now);
        if (!takesPart) {
            discards.count(RejectReason.NOT_RUNNING, source, now);
            bystander.overheard(source, advertisement.priority());
            return Optional.empty();
        }
        advertsReceived++;
        boolean known = heardActive.isPresent() && heardActive.get().equals(source);
        if (advertisement.priority().isZero()) {
            heardActive = known ? Optional.empty() : heardActive;
        } else if (!known) {
            heardActive = Optional.of(source);
        }
        return input(source, advertisement);
    }

    /** Nearly always it is the same again, and then so is the object. */
    private Optional<Input.AdvertisementReceived> input(IpAddress source, Advertisement advertisement) {
        if (latest.isEmpty()
                || !latest.get().source().equals(source)
                || !latest.get().priority().equals(advertisement.priority())
                || !latest.get().interval().equals(advertisement.interval())) {
            latest = Optional.of(
                    new Input.AdvertisementReceived(source, advertisement.priority(), advertisement.interval()));
        }
        return latest;
    }

    /** Another configuration is in force from now on. */
    void configure(VirtualRouterConfig config) {
        admission.change(config);
        peers.configure(config);
    }

    /** The router that was heard as Active last. */
    Optional<IpAddress> heardActive() {
        return heardActive;
    }

    /** Whoever was heard counts no longer. */
    void forgetActive() {
        heardActive = Optional.empty();
    }

    /** The other routers, also those that were heard while this one took no part. */
    List<PeerStatus> peers(boolean isActive, int downAdvertisements) {
        return heard.status(isActive, downAdvertisements, loop.nanoTime());
    }

    long advertsReceived() {
        return advertsReceived;
    }

    void addDiscardsTo(Map<RejectReason, Long> sums) {
        discards.addTo(sums);
    }
}
