/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Action.Occasion;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Claiming;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Short words for the rows of the transition table. Times are nanoseconds. */
final class TableWords {

    static final long NS = 1;
    static final long MS = 1_000_000;
    static final long S = 1_000 * MS;

    /** The moment of the given state: any. Rows name the time since then. */
    static final long T = 5_000 * S;

    /** Skew_Time and Active_Down_Interval of {@link #BASE}, from the RFC's formula: 156/256 s. */
    static final long SKEW = 609_375_000;

    static final long DOWN = 3 * S + SKEW;

    /** The router of the scenarios: version 3, priority 100, 100 cs, preemption, 192.0.2.252. */
    static final Parameters BASE = router(VrrpVersion.V3, 100, 100, true, "192.0.2.252");

    static final Parameters OWNER = router(VrrpVersion.V3, 255, 100, true, "192.0.2.252");
    static final Parameters NO_PREEMPT = router(VrrpVersion.V3, 100, 100, false, "192.0.2.252");

    static final String LOWER_ADDRESS = "192.0.2.251";
    static final String HIGHER_ADDRESS = "192.0.2.253";

    static final Initialize INITIALIZE = new Initialize();

    static final Input STARTUP = new Input.Startup();
    static final Input SHUTDOWN = new Input.Shutdown();
    static final Input INTERFACE_LOST = new Input.InterfaceLost();
    static final Input RESIGN = new Input.Resign(false);
    static final Input RESIGN_WITH_GROUP = new Input.Resign(true);
    static final Input RECLAIM = new Input.Reclaim();
    static final Input TICK = new Input.Tick();
    static final Input BOUND = new Input.AddressesBound();
    static final Input BIND_FAILED = new Input.BindFailed();
    static final Input UNBOUND = new Input.AddressesUnbound();
    static final Input ADDRESS_LOST = new Input.AddressLost();

    static final Action BIND = new Action.BindAddresses();
    static final Action RENEW = new Action.RenewAddresses();
    static final Action UNBIND = new Action.UnbindAddresses();
    static final Action ANNOUNCE_CLAIMED = new Action.AnnounceAddresses(Occasion.CLAIMED);
    static final Action ANNOUNCE_CONTESTED = new Action.AnnounceAddresses(Occasion.CONTESTED);
    static final Action ANNOUNCE_RESTORED = new Action.AnnounceAddresses(Occasion.RESTORED);
    static final Action ANNOUNCE_RESUMED = new Action.AnnounceAddresses(Occasion.RESUMED);

    /** The process of the Active router has ended, and its addresses with it. */
    static final Input DIED = died(0);

    private TableWords() {}

    static Parameters router(
            VrrpVersion version, int priority, int centiseconds, boolean preempt, String primaryAddress) {
        return new Parameters(
                version,
                new Priority(priority),
                new AdvertisementInterval(centiseconds),
                preempt,
                0,
                3,
                Optional.empty(),
                true,
                true,
                1,
                true,
                IpAddress.parse(primaryAddress));
    }

    /** With settings beyond the RFC: a delay of preemption, a number of advertisements until down, a floor. */
    static Parameters with(Parameters p, Duration preemptDelay, int downAdvertisements, int floorCentiseconds) {
        return new Parameters(
                p.version(),
                p.priority(),
                p.advertisementInterval(),
                p.preempt(),
                preemptDelay.toNanos(),
                downAdvertisements,
                Optional.of(new AdvertisementInterval(floorCentiseconds)),
                p.answersLower(),
                p.speaksBeforeYielding(),
                p.goodbyes(),
                p.claimAllowed(),
                p.primaryAddress());
    }

    /** As RFC 5798 wants it: lower advertisements are not answered, and nothing is said before giving way. */
    static Parameters silentInContest(Parameters p) {
        return new Parameters(
                p.version(),
                p.priority(),
                p.advertisementInterval(),
                p.preempt(),
                p.preemptDelayNanos(),
                p.downAdvertisements(),
                p.learnedIntervalFloor(),
                false,
                false,
                p.goodbyes(),
                p.claimAllowed(),
                p.primaryAddress());
    }

    /** With several goodbyes. */
    static Parameters goodbyes(Parameters p, int goodbyes) {
        return new Parameters(
                p.version(),
                p.priority(),
                p.advertisementInterval(),
                p.preempt(),
                p.preemptDelayNanos(),
                p.downAdvertisements(),
                p.learnedIntervalFloor(),
                p.answersLower(),
                p.speaksBeforeYielding(),
                goodbyes,
                p.claimAllowed(),
                p.primaryAddress());
    }

    /** {@link #BASE} with another priority and interval. */
    static Parameters v3(int priority, int centiseconds) {
        return router(VrrpVersion.V3, priority, centiseconds, true, "192.0.2.252");
    }

    static Parameters at(String primaryAddress) {
        return router(VrrpVersion.V3, 100, 100, true, primaryAddress);
    }

    static Input advert(int priority, int centiseconds) {
        return advert(priority, centiseconds, LOWER_ADDRESS);
    }

    static Input advert(int priority, int centiseconds, String source) {
        return new Input.AdvertisementReceived(
                IpAddress.parse(source), new Priority(priority), new AdvertisementInterval(centiseconds));
    }

    /** The process of the Active router has ended; its addresses are there for some more time. */
    static Input died(long lingerNanos) {
        return new Input.ActiveDied(IpAddress.parse(LOWER_ADDRESS), lingerNanos);
    }

    static Action send(int priority) {
        return new Action.SendAdvertisement(new Priority(priority));
    }

    static Backup backup(int centiseconds, long activeDownAt) {
        return new Backup(new AdvertisementInterval(centiseconds), activeDownAt, false, false, OptionalLong.empty());
    }

    /** A Backup that gave the role away by itself. */
    static Backup heldBackup(int centiseconds, long activeDownAt) {
        return new Backup(new AdvertisementInterval(centiseconds), activeDownAt, false, true, OptionalLong.empty());
    }

    /** A Backup that waits for Skew_Time only. */
    static Backup skewed(Backup backup) {
        return new Backup(
                backup.activeAdverInterval(),
                backup.activeDownAtNanos(),
                true,
                backup.preemptionHeld(),
                backup.lowerSinceNanos());
    }

    /** A Backup that waits for Skew_Time, and until the addresses of a dead router are gone. */
    static Backup lingering(Backup backup, long lingersUntil) {
        return new Backup(
                backup.activeAdverInterval(),
                backup.activeDownAtNanos(),
                true,
                backup.preemptionHeld(),
                backup.lowerSinceNanos(),
                OptionalLong.of(lingersUntil));
    }

    /** A Backup that has accepted lower advertisements since a moment, because preemption has a delay. */
    static Backup delaying(Backup backup, long lowerSince) {
        return new Backup(
                backup.activeAdverInterval(),
                backup.activeDownAtNanos(),
                backup.roleGivenAway(),
                backup.preemptionHeld(),
                OptionalLong.of(lowerSince));
    }

    static Active claiming(long nextAdvertAt, long assertAllowedAt) {
        return active(100, nextAdvertAt, assertAllowedAt, new Claiming());
    }

    static Active holding(long nextAdvertAt, long assertAllowedAt) {
        return holding(100, nextAdvertAt, assertAllowedAt);
    }

    /** Active with another interval than one second. */
    static Active holding(int centiseconds, long nextAdvertAt, long assertAllowedAt) {
        return active(centiseconds, nextAdvertAt, assertAllowedAt, new Holding());
    }

    static Active releasing(long nextAdvertAt, long assertAllowedAt, long giveUpAt, Successor successor) {
        return active(100, nextAdvertAt, assertAllowedAt, new Releasing(giveUpAt, successor));
    }

    /** Its last advertisement lies one interval before the next, and three intervals of silence are a stall. */
    private static Active active(int centiseconds, long nextAdvertAt, long assertAllowedAt, RouterState.Phase phase) {
        long interval = new AdvertisementInterval(centiseconds).nanos();
        return new Active(nextAdvertAt, nextAdvertAt + 2 * interval, assertAllowedAt, phase);
    }

    static Input changed(Parameters before) {
        return new Input.ParametersChanged(before);
    }
}
