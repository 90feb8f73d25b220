/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A packet that was thrown away. */
@Name("io.vip4j.RejectedPacket")
@Label("VRRP Rejected Packet")
@Description("A VRRP packet was discarded; at most one event each second for a reason and a place")
@Category({"vip4j"})
@StackTrace(false)
final class RejectedPacketEvent extends Event {

    /** Only to be asked whether such events are recorded. */
    private static final RejectedPacketEvent ANY = new RejectedPacketEvent();

    @Label("Where")
    @Description("Interface, or router if the packet was well-formed")
    String where = "";

    @Label("Source")
    @Description("Address that the packet came from")
    String source = "";

    @Label("Reason")
    String reason = "";

    @Label("Count")
    @Description("How many were discarded there for this reason since the start")
    long count;

    static boolean isRecorded() {
        return ANY.isEnabled();
    }

    static void record(String where, IpAddress source, RejectReason reason, long count) {
        RejectedPacketEvent event = new RejectedPacketEvent();
        if (event.isEnabled()) {
            event.where = where;
            event.source = source.toString();
            event.reason = reason.name();
            event.count = count;
            event.commit();
        }
    }
}
