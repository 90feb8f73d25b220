/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import java.time.Duration;
import java.util.Comparator;

/**
 * Whether the pauses of this JVM are shorter than the patience of the peers. An advertisement that a pause delays was due
 * one interval after the one before it, and the others wait for as many intervals as they may miss: what is left is the
 * difference.
 */
final class JvmExamination implements Examination {

    private static final long MEBI = 1L << 20;

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        Collector.of(host.jvm().collectors())
                .ifPresent(collector -> wanted.routers().stream()
                        .min(Comparator.comparing(JvmExamination::patience))
                        .ifPresent(quickest -> pauses(host.jvm(), collector, quickest, report)));
        if (host.jvm().processors() == 1) {
            report.note(
                    DoctorRule.ONE_PROCESSOR,
                    Report.PROCESS,
                    "the JVM may use one processor",
                    "a second processor, or an advertisement interval of 1 s");
        }
    }

    private static void pauses(JvmFacts jvm, Collector collector, VirtualRouterConfig quickest, Report report) {
        Duration worst = collector.worstPause(jvm.maxHeapOctets());
        Duration patience = patience(quickest);
        if (worst.compareTo(patience) <= 0) {
            return;
        }
        long floor = floorMillis(worst, Math.max(1, quickest.timing().downAdvertisements() - 1));
        report.warning(
                DoctorRule.COLLECTOR_PAUSES,
                Report.subject(quickest),
                collector.title() + " with a heap of " + jvm.maxHeapOctets() / MEBI + " MiB may pause for "
                        + worst.toMillis() + " ms, and with an advertisement interval of "
                        + quickest.advertisementInterval().toDuration().toMillis() + " ms the peers forgive "
                        + patience.toMillis() + " ms",
                "an advertisement interval of at least " + floor + " ms"
                        + (collector == Collector.SHENANDOAH ? "" : ", or -XX:+UseShenandoahGC, or a smaller -Xmx"));
    }

    private static Duration patience(VirtualRouterConfig router) {
        return router.advertisementInterval()
                .toDuration()
                .multipliedBy(Math.max(0, router.timing().downAdvertisements() - 1));
    }

    /** The shortest interval that so many of are as long as the pause; intervals are whole centiseconds. */
    private static long floorMillis(Duration pause, int intervals) {
        long step = 10L * intervals;
        return (pause.toMillis() + step - 1) / step * 10;
    }
}
