/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;

/** An owner whose health fails, and its peer: how long until the address has gone, and until it is elsewhere. */
final class HealthPair implements AutoCloseable {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration PING_INTERVAL = Duration.ofMillis(20);
    private static final int OWNER_PRIORITY = 100;
    private static final int STEADY_ADVERTISEMENTS = 3;

    /**
     * What followed a failure, counted from it.
     *
     * @param unbound the address has gone from the owner
     * @param resigned the owner's last advertisement, which says goodbye if the product does
     * @param announced the peer's first gratuitous ARP
     */
    record Release(Duration unbound, Duration resigned, Duration announced) {}

    private final PairLab lab;
    private final Capture capture;
    private final FailingOwner owner;
    private final String peerStation;

    private HealthPair(
            PairLab lab,
            Product peer,
            RouterSettings peerSettings,
            BiFunction<LabHost, RouterSettings, FailingOwner> owner) {
        this.lab = lab;
        this.capture = Capture.start(lab.lab());
        // The peer first: it has taken over once when the measurement begins.
        new ConfiguredNode(peer, lab.second())
                .start(peerSettings.keepalivedConf(lab.second().name()));
        lab.ownership().awaitHolders(Set.of(lab.second()), LIMIT);
        this.owner = owner.apply(lab.first(), peerSettings.withPriority(OWNER_PRIORITY));
        this.peerStation = lab.second().hardwareAddress();
        awaitSteady();
    }

    /** Starts both and waits until the owner is elected. */
    static HealthPair start(
            Product peer, RouterSettings peerSettings, BiFunction<LabHost, RouterSettings, FailingOwner> owner) {
        PairLab lab = PairLab.open(RouterSettings.ADDRESS, PING_INTERVAL);
        try {
            return new HealthPair(lab, peer, peerSettings, owner);
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    // The peer's timer counts from when it has read an advertisement. Its very first one is not what is measured.
    private void awaitSteady() {
        lab.ownership().awaitHolders(Set.of(lab.first()), LIMIT);
        lab.pinger().awaitReply(LIMIT);
        for (int heard = 0; heard < STEADY_ADVERTISEMENTS; heard++) {
            Instant after = Instant.now();
            capture.frames()
                    .await(
                            "an advertisement of the owner",
                            0,
                            frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                    && advertisement.source().equals(lab.first().address())
                                    && advertisement.at().isAfter(after),
                            LIMIT);
        }
    }

    /** Lets the owner's health fail until its peer has taken over. */
    Release fail() {
        int changes = lab.ownership().changes().mark();
        int frames = capture.frames().mark();
        Instant failedAt = owner.fail();
        String name = lab.first().name();
        OwnershipChange unbound = lab.ownership()
                .changes()
                .await("the owner's release", changes, change -> change.host().equals(name) && !change.held(), LIMIT);
        CapturedFrame announced = capture.frames()
                .await("the peer's first gratuitous ARP", frames, frame -> isAnnounced(frame, failedAt), LIMIT);
        return new Release(
                Duration.between(failedAt, unbound.at()),
                Duration.between(failedAt, lastWordBefore(announced.at())),
                Duration.between(failedAt, announced.at()));
    }

    private Instant lastWordBefore(Instant end) {
        return capture.frames().all().stream()
                .filter(frame -> frame instanceof CapturedFrame.Advertisement advertisement
                        && advertisement.source().equals(lab.first().address())
                        && advertisement.at().isBefore(end))
                .map(CapturedFrame::at)
                .reduce((one, next) -> next)
                .orElseThrow(() -> new LabException("the owner has never advertised"));
    }

    private boolean isAnnounced(CapturedFrame frame, Instant from) {
        return frame instanceof CapturedFrame.Announcement announcement
                && announcement.address().equals(RouterSettings.ADDRESS)
                && announcement.hardwareAddress().equals(peerStation)
                && announcement.at().isAfter(from);
    }

    /** Makes the owner well again and waits until it has the address. */
    void mend() {
        owner.mend();
        awaitSteady();
    }

    @Override
    public void close() {
        lab.close();
    }
}
