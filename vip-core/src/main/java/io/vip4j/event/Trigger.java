/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

/** The kind of thing that made an elector change its state. A metric label. */
public enum Trigger {
    /** The elector was started, or everything that kept it from taking part is over. */
    STARTUP,
    /** The elector was closed. */
    SHUTDOWN,
    /** Active_Down_Timer expired: no Active router was heard (RFC 9568 6.4.2). */
    ACTIVE_DOWN,
    /** The Active router gave the role away with priority 0 and Skew_Time has passed (RFC 9568 6.4.2). */
    PRIORITY_ZERO,
    /** Another Active router has a higher priority (RFC 9568 6.4.3). */
    HIGHER_PRIORITY,
    /** Another Active router has the same priority and a higher address (RFC 9568 6.4.3). */
    HIGHER_ADDRESS,
    /** The interface is down or has no address. */
    INTERFACE,
    /** A health check or handle went down. */
    HEALTH,
    /** The addresses could not be bound. */
    BIND_FAILED,
    /** A switchover was asked for. */
    SWITCHOVER,
    /** The router was told to take no part for a while, or this is over. */
    HOLD,
    /** The process of the Active router has ended: its kernel said so. */
    PEER_DIED,
    /** The vote that holding the addresses needs is over, or was given to somebody else. */
    VOTE,
    /** This process stood still so long that another router took over. */
    STALL
}
