/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;

/**
 * What a fault is inflicted on.
 *
 * @param interval time between two advertisements
 * @param margin what the machine may cost on top of what is promised
 * @param priorities those of the owner and of the one that takes over from it
 */
record FaultSetting(Variant variant, Duration interval, Duration margin, Priorities priorities) {

    private static final Priorities USUAL = new Priorities(100, 90);

    /** Who is asked first, and who next. */
    record Priorities(int owner, int backup) {}

    FaultSetting(Variant variant, Duration interval, Duration margin) {
        this(variant, interval, margin, USUAL);
    }

    /** The settings of the owner: the tutorial's version 2 with a password each second, version 3 for anything quicker. */
    RouterSettings router() {
        return interval.equals(FaultOptions.SECOND)
                ? RouterSettings.v2(priorities.owner())
                : RouterSettings.v3(priorities.owner(), interval);
    }

    Promises promises() {
        return new Promises(variant, router().withPriority(priorities.backup()), margin);
    }

    /** How long to wait for agreement: what is left behind by a product that promises nothing stays for ever. */
    Duration patience() {
        Duration timers = promises().activeDownInterval();
        return variant.isVipd()
                ? timers.plusSeconds(30)
                : timers.multipliedBy(2).plusSeconds(4);
    }

    @Override
    public String toString() {
        return variant.title() + ", each " + interval.toMillis() + " ms";
    }
}
