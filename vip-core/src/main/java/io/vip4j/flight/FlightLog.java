/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import io.vip4j.event.Transition;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;

/** Gives what happens to the flight recorder, if there is one and it wants it. Safe from any thread. */
public final class FlightLog {

    private static final boolean AVAILABLE = isAvailable();

    private FlightLog() {}

    private static boolean isAvailable() {
        try {
            Class<?> event = Class.forName("jdk.jfr.Event", false, FlightLog.class.getClassLoader());
            return FlightLog.class.getModule().canRead(event.getModule());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A change of state. */
    public static void transition(Transition transition) {
        if (AVAILABLE && Recorder.wasStarted()) {
            TransitionEvent.record(transition);
        }
    }

    /** A turn of the loop that was later than the threshold. */
    public static void late(long latenessNanos, long thresholdNanos) {
        if (AVAILABLE && Recorder.wasStarted()) {
            LatenessEvent.record(latenessNanos, thresholdNanos);
        }
    }

    /** The host was suspended for so long. */
    public static void suspended(long nanos) {
        if (AVAILABLE && Recorder.wasStarted()) {
            SuspensionEvent.record(nanos);
        }
    }

    /** Whether somebody records rejected packets; nothing is allocated to find out. */
    public static boolean recordsRejections() {
        return AVAILABLE && Recorder.wasStarted() && RejectedPacketEvent.isRecorded();
    }

    /**
     * A packet that was thrown away. How often this is called is for the caller to bound.
     *
     * @param where interface or router
     * @param count how many were thrown away there for this reason
     */
    public static void rejected(String where, IpAddress source, RejectReason reason, long count) {
        if (AVAILABLE && Recorder.wasStarted()) {
            RejectedPacketEvent.record(where, source, reason, count);
        }
    }
}
