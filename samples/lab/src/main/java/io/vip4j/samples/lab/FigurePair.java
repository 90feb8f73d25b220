/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Two nodes of one product whose hand-overs are measured. One thread. */
final class FigurePair implements AutoCloseable {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration PING_INTERVAL = Duration.ofMillis(1);
    private static final int OWNER_PRIORITY = 100;
    private static final int STEADY_ADVERTISEMENTS = 3;

    /** When a Backup took over from silence. */
    record Takeover(Duration clientGap, Duration expiryToAnnouncement, Duration advertisementToAnnouncement) {}

    /** What a graceful stop cost. */
    record Stop(Duration clientGap, Duration heldByBoth) {}

    private final PairLab lab;
    private final Capture capture;
    private final VrrpNode owner;
    private final VrrpNode backup;
    private final String backupStation;

    private FigurePair(PairLab lab, Product product, RouterSettings backupSettings) {
        this.lab = lab;
        this.capture = Capture.start(lab.lab());
        this.owner = product.node(lab.first(), backupSettings.withPriority(OWNER_PRIORITY));
        this.backup = product.node(lab.second(), backupSettings);
        this.backupStation = lab.second().hardwareAddress();
    }

    /** Starts both and waits until the owner is elected. */
    static FigurePair start(Product product, RouterSettings backupSettings) {
        PairLab lab = PairLab.open(RouterSettings.ADDRESS, PING_INTERVAL);
        try {
            FigurePair pair = new FigurePair(lab, product, backupSettings);
            pair.owner.start();
            pair.owner.awaitState(RouterState.BACKUP, LIMIT);
            pair.backup.start();
            pair.awaitSettled(pair.owner, pair.backup);
            pair.awaitSteady();
            return pair;
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    VrrpNode backup() {
        return backup;
    }

    private void awaitSettled(VrrpNode active, VrrpNode other) {
        active.awaitState(RouterState.ACTIVE, LIMIT);
        other.awaitState(RouterState.BACKUP, LIMIT);
        lab.ownership().awaitHolders(Set.of(active.host()), LIMIT);
        lab.pinger().awaitReply(LIMIT);
    }

    // The Backup's timer counts from when it has read an advertisement. Its very first one is not what is measured.
    private void awaitSteady() {
        int mark = capture.frames().mark();
        for (int heard = 0; heard < STEADY_ADVERTISEMENTS; heard++) {
            Instant after = Instant.now();
            capture.frames()
                    .await("an advertisement of " + owner.host(), mark, frame -> isFromOwner(frame, after), LIMIT);
        }
    }

    private boolean isFromOwner(CapturedFrame frame, Instant after) {
        return frame instanceof CapturedFrame.Advertisement advertisement
                && advertisement.source().equals(owner.host().address())
                && advertisement.at().isAfter(after);
    }

    /** Cuts the cable of the owner until the Backup has taken over. */
    Takeover cutCable() {
        int frames = capture.frames().mark();
        Instant cutAt = Instant.now();
        owner.host().cutCable();
        return takeover(frames, cutAt);
    }

    private Takeover takeover(int frames, Instant from) {
        CapturedFrame advertisement = capture.frames()
                .await(
                        "the first advertisement of " + backup.host(),
                        frames,
                        frame -> isAdvertised(frame, from),
                        LIMIT);
        CapturedFrame announcement = capture.frames()
                .await(
                        "the first gratuitous ARP of " + backup.host(),
                        frames,
                        frame -> isAnnounced(frame, from),
                        LIMIT);
        lab.ownership().awaitHolder(backup.host(), LIMIT);
        Instant answeredAt = lab.pinger().awaitReply(LIMIT);
        Instant expiryAt =
                lastAdvertisementOfOwner(frames).plus(backup.settings().activeDownInterval());
        return new Takeover(
                lab.pinger().longestGap(from, answeredAt),
                Duration.between(expiryAt, announcement.at()),
                Duration.between(advertisement.at(), announcement.at()));
    }

    private Instant lastAdvertisementOfOwner(int framesBeforeTakeover) {
        // One that was on its way when the cable was cut may have come through.
        Optional<CapturedFrame.Advertisement> late =
                capture.advertisementsOf(owner.host(), framesBeforeTakeover).stream()
                        .reduce((one, next) -> next);
        return late.or(() -> capture.advertisementsOf(owner.host(), 0).stream().reduce((one, next) -> next))
                .orElseThrow(() -> new LabException("no advertisement of " + owner.host() + " was captured"))
                .at();
    }

    // Frames reach the log a little after they were sent, so the position in it is not enough to leave older ones out.
    private boolean isAdvertised(CapturedFrame frame, Instant from) {
        return frame instanceof CapturedFrame.Advertisement advertisement
                && advertisement.source().equals(backup.host().address())
                && advertisement.at().isAfter(from);
    }

    private boolean isAnnounced(CapturedFrame frame, Instant from) {
        return frame instanceof CapturedFrame.Announcement announcement
                && announcement.hardwareAddress().equals(backupStation)
                && announcement.at().isAfter(from);
    }

    /** Plugs the cable in and waits until the owner has the address again. */
    void healCable() {
        owner.host().plugCable();
        awaitSettled(owner, backup);
    }

    /** Stops the owner with SIGTERM until the Backup has taken over. */
    Stop stopOwner() {
        Instant stoppedAt = Instant.now();
        owner.terminate(LIMIT);
        lab.ownership().awaitHolder(backup.host(), LIMIT);
        Instant answeredAt = lab.pinger().awaitReply(LIMIT);
        return new Stop(
                lab.pinger().longestGap(stoppedAt, answeredAt),
                lab.ownership().timeline().heldByTwo(stoppedAt, answeredAt));
    }

    /** Starts the owner again and waits until it has the address. */
    void restartOwner() {
        owner.start();
        awaitSettled(owner, backup);
    }

    /** Kills the owner; how long the address stayed on it, empty if it was still there at the limit. */
    Optional<Duration> killOwner(Duration limit) {
        int changes = lab.ownership().changes().mark();
        String name = owner.host().name();
        Instant killedAt = Instant.now();
        owner.kill();
        return lab.ownership()
                .changes()
                .poll(changes, change -> change.host().equals(name) && !change.held(), limit)
                .map(change -> Duration.between(killedAt, change.at()));
    }

    @Override
    public void close() {
        lab.close();
    }
}
