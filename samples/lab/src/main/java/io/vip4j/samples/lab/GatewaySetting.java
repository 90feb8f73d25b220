/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;

/**
 * A pair of gateways under load.
 *
 * @param product who moves the address: the gateways themselves, or a keepalived beside each
 * @param interval between two advertisements
 * @param rate requests a second, 1..10000
 * @param timeout how long a request may take
 * @param margin what the machine may cost on top of what is promised, before and after
 */
record GatewaySetting(Product product, Duration interval, int rate, Duration timeout, Duration margin) {

    /** The priority of the gateway that starts first. */
    static final int HIGHER = 100;

    /** The priority of the other one. */
    static final int LOWER = 90;

    GatewaySetting {
        if (product == Product.FRR) {
            throw new LabException("gateways stand beside keepalived or own their address");
        }
    }

    /** How long a Backup waits after a goodbye. */
    Duration skewTime(int priority) {
        return Duration.ofNanos(
                Timers.skewTimeNanos(VrrpVersion.V3, new Priority(priority), AdvertisementInterval.of(interval)));
    }

    @Override
    public String toString() {
        return product.title() + ", each " + interval.toMillis() + " ms";
    }
}
