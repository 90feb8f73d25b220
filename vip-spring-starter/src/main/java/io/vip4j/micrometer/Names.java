/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import java.util.Locale;

/** Names of meters and values of tags, by Micrometer's conventions. */
final class Names {

    static final String STATE = "vip.state";
    static final String PRIORITY = "vip.priority";
    static final String PEERS = "vip.peers";
    static final String LEASE = "vip.lease.remaining";
    static final String ANOMALIES = "vip.anomalies";
    static final String CHECK_UP = "vip.check.up";
    static final String SENT = "vip.adverts.sent";
    static final String RECEIVED = "vip.adverts.received";
    static final String DISCARDED = "vip.adverts.discarded";
    static final String TRANSITIONS = "vip.transitions";
    static final String TAKEOVER = "vip.takeover";
    static final String RELEASE = "vip.release";
    static final String CHECK_LATENCY = "vip.check.latency";
    static final String LATENESS = "vip.loop.lateness";
    static final String LATENESS_MAX = "vip.loop.lateness.max";
    static final String STALLS = "vip.loop.stalls";

    private Names() {}

    /** {@code ACTIVE_DOWN} as {@code active_down}. */
    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
