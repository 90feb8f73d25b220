/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.Vrid;
import java.time.Instant;

/** What an elector tells: changes of its state, and anomalies. */
public sealed interface VipEvent permits Transition, AnomalyEvent {

    /** 1 for the first event of an elector, then rising by one. */
    long sequence();

    /** Wall-clock time, for people. */
    Instant at();

    /** Name of the virtual router. */
    String router();

    /** Its identifier. */
    Vrid vrid();

    /** Its interface. */
    String networkInterface();
}
