/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.vip4j.VipHost;
import io.vip4j.event.Lateness;
import io.vip4j.spi.PlatformException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What is read of the host itself: how late its loop is. */
final class HostMeters {

    private HostMeters() {}

    static void bindTo(MeterRegistry registry, VipHost host) {
        FunctionTimer.builder(
                        Names.LATENESS,
                        host,
                        at -> (long) read(at, lateness -> (double) lateness.turns()),
                        at -> read(at, HostMeters::total),
                        TimeUnit.NANOSECONDS)
                .description("How late the loop was with what was due")
                .register(registry);
        TimeGauge.builder(
                        Names.LATENESS_MAX,
                        host,
                        TimeUnit.NANOSECONDS,
                        at -> read(at, lateness -> (double) lateness.max().toNanos()))
                .description("Latest that the loop was since the start")
                .register(registry);
        FunctionCounter.builder(Names.STALLS, host, at -> read(at, lateness -> (double) lateness.stalls()))
                .description("How often the process stood still")
                .register(registry);
    }

    /** NaN if the host is closed or does not answer. */
    private static double read(VipHost host, ToDoubleFunction<Lateness> value) {
        try {
            return value.applyAsDouble(host.lateness());
        } catch (IllegalStateException | PlatformException e) {
            return Double.NaN;
        }
    }

    private static double total(Lateness lateness) {
        return (double) lateness.mean().toNanos() * lateness.turns();
    }
}
