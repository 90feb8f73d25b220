/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

/** The rule that a step applied; each is one leaf of {@link VirtualRouterMachine} and cites its section. */
public enum Rule {
    /** Nothing to do in this state. */
    NOT_APPLICABLE("-"),
    /** The owner of the addresses takes the role at once. */
    STARTUP_AS_OWNER("6.4.1 SI1"),
    /** The owner may not take the role yet: it waits as a Backup whose timer has expired. */
    STARTUP_AS_OWNER_WITHHELD("not in RFC"),
    /** Anybody else first listens for Active_Down_Interval. */
    STARTUP("6.4.1 SI2"),
    /** Stop in Backup: nothing is sent. */
    BACKUP_SHUTDOWN("6.4.2 SB4"),
    /** The interface of a Backup is lost. */
    BACKUP_INTERFACE_LOST("not in RFC"),
    /** Active_Down_Timer has expired: take the role. */
    ACTIVE_DOWN("6.4.2 SB5"),
    /** Active_Down_Timer has expired, but the role may not be taken: wait with the expired timer. */
    ACTIVE_DOWN_WITHHELD("not in RFC"),
    /** Nobody took the role that was given away: take it back at once. */
    RECLAIM("not in RFC"),
    /** Active_Down_Timer is still running. */
    ACTIVE_DOWN_PENDING("6.4.2 SB5"),
    /** The Active router gave the role away: wait for Skew_Time only. */
    PRIORITY_ZERO_IN_BACKUP("6.4.2 SB6"),
    /** The process of the Active router has ended: wait for Skew_Time and until its addresses are gone, no longer. */
    ACTIVE_DIED("not in RFC"),
    /** The Active router is accepted: learn its interval and restart Active_Down_Timer. */
    ACTIVE_ACCEPTED("6.4.2 SB7"),
    /** A lower advertisement is accepted for now: the delay of the preemption has begun with the first of them. */
    PREEMPTION_DELAYED("not in RFC"),
    /** A lower advertisement does not touch the timer, so that preemption happens. */
    LOWER_PRIORITY_IN_BACKUP("6.4.2 SB8"),
    /** The addresses are bound: tell the neighbours. */
    CLAIMED("6.4.2 SB5, 8.1.2 X7"),
    /** The addresses could not be bound: give the role away. */
    BIND_FAILED("not in RFC"),
    /** Adver_Timer has expired: advertise. */
    ADVERTISE("6.4.3 SA5"),
    /** Adver_Timer has expired so late that a Backup may have taken over: advertise and announce again. */
    ADVERTISE_AFTER_STALL("not in RFC"),
    /** Adver_Timer is still running. */
    ADVERTISE_PENDING("6.4.3 SA5"),
    /** Stop in Active: unbind, then give the role away. */
    ACTIVE_SHUTDOWN("6.4.3 SA4"),
    /** Planned hand-over: unbind, then give the role away and stay Backup. */
    RESIGN("not in RFC"),
    /** The interface of an Active router is lost: unbind without a word. */
    ACTIVE_INTERFACE_LOST("not in RFC"),
    /** The addresses are gone: advertise priority 0. */
    RELEASED("6.4.3 SA4"),
    /** The platform did not answer in time: advertise priority 0 all the same. */
    RELEASE_TIMEOUT("not in RFC"),
    /** The release is on its way and nothing changes that. */
    RELEASE_PENDING("not in RFC"),
    /** Another Active router gave the role away: advertise at once, and announce what it may have announced. */
    PRIORITY_ZERO_IN_ACTIVE("6.4.3 SA6"),
    /** Priority zero so soon after the last answer is not answered. */
    PRIORITY_ZERO_LIMITED("not in RFC"),
    /** A higher priority wins. */
    HIGHER_PRIORITY("6.4.3 SA7"),
    /** The same priority and a higher address win. */
    HIGHER_ADDRESS("6.4.3 SA7"),
    /** This router was silent so long that whoever speaks now has rightly taken over. */
    YIELD_AFTER_STALL("not in RFC"),
    /** A lower advertisement is answered by the own one at once. */
    ASSERT("6.4.3 SA8"),
    /** A lower advertisement so soon after the last answer is not answered. */
    ASSERT_LIMITED("not in RFC"),
    /** A lower advertisement is not answered: that is the setting. */
    LOWER_IGNORED("RFC 5798 6.4.3"),
    /** Another Active_Down_Interval: the running timer moves by the difference, but not before now. */
    TIMER_REBASED("not in RFC"),
    /** Another priority, interval or source address while Active: advertise it at once. */
    ADVERTISE_CHANGE("not in RFC"),
    /** Other parameters act from the next input on. */
    CHANGE_NOTED("not in RFC"),
    /** Somebody removed an address: put it back. */
    ADDRESS_RESTORED("not in RFC");

    private final String source;

    Rule(String source) {
        this.source = source;
    }

    /** The section of RFC 9568 and the requirement's id in docs/protocol.md, or "not in RFC". */
    public String source() {
        return source;
    }
}
