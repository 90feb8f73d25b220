/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** One row of the table of figures: what is measured, in which unit, and what it may be. */
enum Figure {
    CUT_GAP_1S(
            "client gap, cable cut at the owner, adverts each 1 s",
            Unit.MILLIS,
            Judged.BY_WORST,
            gapAfterSilence(second())),
    CUT_GAP_100MS(
            "client gap, cable cut at the owner, adverts each 100 ms",
            Unit.MILLIS,
            Judged.BY_WORST,
            gapAfterSilence(tenth())),
    STOP_GAP_1S(
            "client gap, SIGTERM of the owner, adverts each 1 s", Unit.MILLIS, Judged.BY_WORST, gapAfterStop(second())),
    STOP_GAP_100MS(
            "client gap, SIGTERM of the owner, adverts each 100 ms",
            Unit.MILLIS,
            Judged.BY_WORST,
            gapAfterStop(tenth())),
    STOP_OVERLAP("both hold the address after SIGTERM", Unit.MILLIS, Judged.BY_WORST, 0),
    KILL_GONE("SIGKILL: address gone from the dead node after", Unit.MILLIS, Judged.BY_WORST, 2600),
    FIRST_EXPIRY_TO_ARP("timer expiry to gratuitous ARP, 1st takeover", Unit.MILLIS, Judged.BY_MEDIAN, 5),
    TENTH_EXPIRY_TO_ARP("timer expiry to gratuitous ARP, 10th takeover", Unit.MILLIS, Judged.BY_MEDIAN, 5),
    FIRST_ADVERT_TO_ARP("   of which advert to gratuitous ARP, 1st takeover", Unit.MILLIS, Judged.NOT, Double.NaN),
    TENTH_ADVERT_TO_ARP("   of which advert to gratuitous ARP, 10th takeover", Unit.MILLIS, Judged.NOT, Double.NaN),
    RESIDENT("resident memory of a node after 30 s", Unit.MEBIBYTES, Judged.BY_WORST, 100),
    PUSH_TO_UNBIND("down() to address gone from the owner", Unit.MILLIS, Judged.BY_MEDIAN, 5),
    PUSH_TO_GOODBYE("down() to the owner's last advert", Unit.MILLIS, Judged.NOT, Double.NaN),
    PUSH_TO_ARP(
            "down() to the peer's gratuitous ARP, adverts each 100 ms",
            Unit.MILLIS,
            Judged.BY_WORST,
            announcementAfterRelease(tenth())),
    PROCESS_TO_UNBIND("watched process killed to address gone from the owner", Unit.MILLIS, Judged.BY_MEDIAN, 5),
    PROCESS_TO_ARP("   to the peer's gratuitous ARP", Unit.MILLIS, Judged.NOT, Double.NaN),
    SCRIPT_TO_UNBIND("what a script each 1 s sees to address gone, weight 0", Unit.MILLIS, Judged.NOT, Double.NaN),
    SCRIPT_TO_ARP("   to the peer's gratuitous ARP", Unit.MILLIS, Judged.NOT, Double.NaN),
    WEIGHT_TO_UNBIND("what a script each 1 s sees to address gone, weight -20", Unit.MILLIS, Judged.NOT, Double.NaN),
    WEIGHT_TO_ARP("   to the peer's gratuitous ARP", Unit.MILLIS, Judged.NOT, Double.NaN),
    PROBES_CPU("500 TCP probes each 1 s: of one core", Unit.PERCENT, Judged.BY_WORST, 10),
    PROBES_PAUSE("   longest pause between adverts each 100 ms", Unit.MILLIS, Judged.BY_WORST, 150);

    /** What a client may miss on top of the timers of the protocol. */
    private static final int MARGIN_MILLIS = 50;

    /** What a release may take on top of the peer's Skew_Time. */
    private static final int RELEASE_MARGIN_MILLIS = 10;

    private enum Unit {
        MILLIS("ms"),
        MEBIBYTES("MiB"),
        PERCENT("%");

        private final String symbol;

        Unit(String symbol) {
            this.symbol = symbol;
        }
    }

    private enum Judged {
        BY_WORST,
        BY_MEDIAN,
        NOT
    }

    private final String title;
    private final Unit unit;
    private final Judged judged;
    private final double bound;

    Figure(String title, Unit unit, Judged judged, double bound) {
        this.title = title;
        this.unit = unit;
        this.judged = judged;
        this.bound = bound;
    }

    /** The Backup of the runs with an advertisement each second. */
    static RouterSettings second() {
        return RouterSettings.v2(90);
    }

    /** The Backup of the runs with an advertisement each tenth of a second. */
    static RouterSettings tenth() {
        return RouterSettings.v3(90, Duration.ofMillis(100));
    }

    private static double gapAfterSilence(RouterSettings backup) {
        return backup.activeDownInterval().toNanos() / 1e6 + MARGIN_MILLIS;
    }

    private static double gapAfterStop(RouterSettings backup) {
        return backup.skewTime().toNanos() / 1e6 + MARGIN_MILLIS;
    }

    private static double announcementAfterRelease(RouterSettings peer) {
        return peer.skewTime().toNanos() / 1e6 + RELEASE_MARGIN_MILLIS;
    }

    String title() {
        return title;
    }

    String boundText() {
        String of = judged == Judged.BY_MEDIAN ? "median " : "worst ";
        return judged == Judged.NOT ? "" : of + "<= " + Spread.number(bound) + " " + unit.symbol;
    }

    /** The median and the worst of some samples. */
    String summary(List<Double> samples) {
        if (samples.isEmpty()) {
            return "-";
        }
        return new Spread(samples).text(unit.symbol);
    }

    /** The number that the bound applies to; empty if there is no bound, or nothing to judge. */
    OptionalDouble decisive(List<Double> samples) {
        if (samples.isEmpty() || judged == Judged.NOT) {
            return OptionalDouble.empty();
        }
        Spread spread = new Spread(samples);
        return OptionalDouble.of(judged == Judged.BY_MEDIAN ? spread.median() : spread.worst());
    }

    boolean isMissedBy(List<Double> samples) {
        OptionalDouble decisive = decisive(samples);
        return decisive.isPresent() && decisive.getAsDouble() > bound;
    }
}
