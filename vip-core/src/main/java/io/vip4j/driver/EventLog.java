/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.flight.FlightLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line for each event, and one of the flight recorder for each transition. Transitions and ends are INFO; the beginning of an anomaly is WARN, except that routers
 * of others on the segment are nobody's fault.
 */
final class EventLog implements VipListener {

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    @Override
    public void onTransition(Transition transition) {
        FlightLog.transition(transition);
        log.info("{}", transition);
    }

    @Override
    public void onAnomaly(AnomalyEvent event) {
        if (event.began() && event.anomaly().kind() != AnomalyKind.UNKNOWN_VRID) {
            log.warn("{}", event);
        } else {
            log.info("{}", event);
        }
    }
}
