/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;

/** Somebody who was told something else. */
final class PeerFaults {

    private static final Duration LIMIT = Deadline.GENEROUS;

    private PeerFaults() {}

    /** The Backup counts on another advertisement interval. */
    static void interval(FaultRun run) {
        RouterSettings right = run.backup().settings();
        wrong(
                run,
                right.withInterval(
                        Duration.ofNanos(right.advertisementInterval().nanos()).multipliedBy(2)));
    }

    /** The Backup has another password, or one where there should be none. */
    static void password(FaultRun run) {
        RouterSettings right = run.backup().settings();
        wrong(
                run,
                right.version() == VrrpVersion.V2
                        ? right.withPassword("wrong")
                        : right.inVersion(VrrpVersion.V2).withPassword("wrong"));
    }

    /** The Backup speaks the other version. */
    static void version(FaultRun run) {
        RouterSettings right = run.backup().settings();
        wrong(run, right.inVersion(right.version() == VrrpVersion.V2 ? VrrpVersion.V3 : VrrpVersion.V2));
    }

    /** The Backup has another address. */
    static void addresses(FaultRun run) {
        wrong(run, run.backup().settings().withAddresses("198.51.100.11/24"));
    }

    // Those who do not understand each other both have the address: that is the protocol. The owner stays it.
    private static void wrong(FaultRun run, RouterSettings settings) {
        VrrpNode backup = run.backup();
        RouterSettings right = backup.settings();
        backup.terminate(LIMIT);
        backup.changeSettings(settings);
        run.watch(
                "wrong peer",
                Bounds.AGREEMENT.noOwner(Duration.ZERO).clientGap(run.promises().margin()),
                () -> {
                    backup.start();
                    backup.awaitState(RouterState.BACKUP, LIMIT);
                    Deadline.pause(
                            settings.activeDownInterval().plus(run.promises().margin()));
                });
        run.phase("corrected", Bounds.AGREEMENT.noOwner(Duration.ZERO), run.owner(), () -> {
            backup.terminate(LIMIT);
            backup.changeSettings(right);
            backup.start();
        });
    }
}
