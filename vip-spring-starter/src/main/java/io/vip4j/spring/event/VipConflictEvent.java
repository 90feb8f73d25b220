/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;

/**
 * Another station contradicts this router: it is Active as well, uses a virtual address, or is configured otherwise. Told
 * once when it begins and once when it ends.
 *
 * @param anomaly what is known of it
 */
public record VipConflictEvent(AnomalyEvent anomaly) implements VipApplicationEvent {

    @Override
    public String router() {
        return anomaly.router();
    }

    /** Whether it begins; false: it ends. */
    public boolean began() {
        return anomaly.began();
    }

    /** Whether another station is behind it. */
    static boolean isConflict(AnomalyKind kind) {
        return switch (kind) {
            case TWO_ACTIVE, TWO_OWNERS, ADDRESS_LIST_DIFFERS, SETTINGS_DIFFER, INTERVAL_DIFFERS, DUPLICATE_ADDRESS ->
                true;
            case UNKNOWN_VRID,
                    NO_PEER_HEARD,
                    ADDRESS_REMOVED,
                    CANNOT_BIND,
                    CANNOT_SEND,
                    LOOP_LATE,
                    HOST_SUSPENDED,
                    NOT_BOUND_TO_PROCESS,
                    CANNOT_WATCH,
                    VOTE_STORE_LOST,
                    HOLDING_WITHOUT_VOTE -> false;
        };
    }
}
