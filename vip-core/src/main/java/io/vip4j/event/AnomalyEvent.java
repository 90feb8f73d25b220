/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.Vrid;
import java.time.Instant;

/**
 * An anomaly has begun or ended. Each is told once at its begin and once at its end, however often it is noticed.
 *
 * @param sequence rising by one with each event of an elector
 * @param at wall-clock time, for people
 * @param router name of the virtual router
 * @param vrid its identifier
 * @param networkInterface its interface
 * @param state the state of the elector, which an anomaly does not change
 * @param began true at its begin, false at its end
 * @param anomaly what is known of it
 */
public record AnomalyEvent(
        long sequence,
        Instant at,
        String router,
        Vrid vrid,
        String networkInterface,
        VipState state,
        boolean began,
        Anomaly anomaly)
        implements VipEvent {

    /** One log line: {@code vip router=web vrid=10 if=eth0 DUPLICATE_ADDRESS begins: ...}. */
    @Override
    public String toString() {
        return "vip router=" + router + " vrid=" + vrid + " if=" + networkInterface + " " + anomaly.kind()
                + (began ? " begins: " : " ends: ") + anomaly.text();
    }
}
