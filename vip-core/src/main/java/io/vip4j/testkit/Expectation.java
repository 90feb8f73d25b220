/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that is expected of a {@link VipLab}; one of its methods says when. They let virtual time pass, and look at
 * every moment at which something happens. Used by the thread of the test.
 */
public final class Expectation {

    private final VipLab lab;
    private final String what;
    private final BooleanSupplier holds;
    private final Supplier<String> instead;

    /**
     * @param what as in "expected web on b to be ACTIVE"
     * @param instead how it is if it does not hold, as in "it is BACKUP"
     */
    Expectation(VipLab lab, String what, BooleanSupplier holds, Supplier<String> instead) {
        this.lab = lab;
        this.what = what;
        this.holds = holds;
        this.instead = instead;
    }

    /**
     * It is so now. No time passes.
     *
     * @throws ExpectationError if not
     */
    public void now() {
        if (!holds.getAsBoolean()) {
            throw failure("now", "");
        }
    }

    /**
     * It is so now or becomes so; time passes until then.
     *
     * @return how long that took
     * @throws ExpectationError if it is not so after the limit
     */
    public Duration within(Duration limit) {
        SimulatedLan lan = lab.lan();
        long startedAt = lan.nanoTime();
        while (!holds.getAsBoolean()) {
            Duration left = limit.minusNanos(lan.nanoTime() - startedAt);
            if (left.isZero() || left.isNegative()) {
                throw failure("within " + limit.toMillis() + " ms", " after that");
            }
            lan.runToNextEvent(left);
        }
        return Duration.ofNanos(lan.nanoTime() - startedAt);
    }

    /**
     * It is so now and stays so for that time, which passes.
     *
     * @throws ExpectationError at the first moment at which it is not so
     */
    public void throughout(Duration time) {
        SimulatedLan lan = lab.lan();
        long startedAt = lan.nanoTime();
        for (Duration left = time; ; left = time.minusNanos(lan.nanoTime() - startedAt)) {
            if (!holds.getAsBoolean()) {
                Duration after = Duration.ofNanos(lan.nanoTime() - startedAt);
                throw failure("throughout " + time.toMillis() + " ms", " after " + after.toMillis() + " ms");
            }
            if (left.isZero() || left.isNegative()) {
                return;
            }
            lan.runToNextEvent(left);
        }
    }

    private ExpectationError failure(String when, String since) {
        return new ExpectationError(
                "expected " + what + " " + when + ", but" + since + " " + instead.get() + "\n" + lab.report());
    }
}
