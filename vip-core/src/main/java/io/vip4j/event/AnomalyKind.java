/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

/** Something on the segment or the host that should not be. A metric label. */
public enum AnomalyKind {
    /** Another router is Active as well (RFC 9568 6.4.3). */
    TWO_ACTIVE,
    /** Two routers say that they own the addresses, priority 255 (erratum 8298). */
    TWO_OWNERS,
    /** A router with our VRID advertises other addresses: another virtual router, or another configuration. */
    ADDRESS_LIST_DIFFERS,
    /** A router with our VRID has another version, authentication or VRRPv2 interval, so that it is not heard. */
    SETTINGS_DIFFER,
    /** A router with our VRID advertises in another interval (RFC 9568 7.1). */
    INTERVAL_DIFFERS,
    /** Another station uses a virtual address that this router holds. */
    DUPLICATE_ADDRESS,
    /** A virtual router that is not configured here speaks on the segment. */
    UNKNOWN_VRID,
    /** No other router of this virtual router was ever heard: is it alone, or is the path blocked? */
    NO_PEER_HEARD,
    /** An address that this router holds was removed by somebody and has been put back. */
    ADDRESS_REMOVED,
    /** The addresses could not be bound, or not be put back. */
    CANNOT_BIND,
    /** Advertisements cannot be sent. */
    CANNOT_SEND,
    /** The loop was late by more than half of an advertisement interval: the process did not get to run. */
    LOOP_LATE,
    /** The host was suspended, and nothing ran meanwhile, not even the lifetimes of addresses. */
    HOST_SUSPENDED,
    /** The addresses should end with the process, but this host cannot do that: they have a lifetime only. */
    NOT_BOUND_TO_PROCESS,
    /** The processes of the routers cannot watch each other, though that is the setting. */
    CANNOT_WATCH,
    /** The store that gives the vote does not answer, or fails. */
    VOTE_STORE_LOST,
    /** The addresses are held beyond the vote, as the setting for a lost store has it. */
    HOLDING_WITHOUT_VOTE
}
