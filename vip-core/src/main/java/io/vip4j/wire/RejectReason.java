/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

/**
 * Why a received advertisement was discarded. The order of the constants is the order of the checks. A discarded
 * advertisement is counted and never touches a timer.
 */
public enum RejectReason {
    /**
     * TTL or hop limit of a packet to a group is not 255, so the packet has crossed a router (RFC 9568 7.1, 5.1.1.3).
     */
    TTL_NOT_255,
    /**
     * Shorter than the fixed part, or than the number of addresses it announces (RFC 9568 7.1); the second is checked
     * with the length.
     */
    TRUNCATED,
    /** Version field is neither 2 nor 3 (RFC 9568 7.1), or 2 over IPv6. */
    VERSION_UNKNOWN,
    /** Type field is not 1, ADVERTISEMENT (RFC 9568 5.2.2, 7.1). */
    TYPE_UNKNOWN,
    /** VRID field is 0 (RFC 9568 5.2.3). */
    VRID_ZERO,
    /**
     * No address is announced (RFC 9568 5.2.5, erratum 8299), unless the virtual router here has none either. If octets
     * follow it is found here, else after the version of the virtual router is known to be right.
     */
    COUNT_ZERO,
    /** Octets follow the message. Stricter than the RFC, which asks for completeness only. */
    LENGTH_MISMATCH,
    /** The advertised interval is 0 (RFC 9568 5.2.7, erratum 8301). */
    INTERVAL_ZERO,
    /** The checksum fits none of the accepted forms (RFC 9568 7.1). */
    CHECKSUM,
    /** IPv6 to a group: the source is not a link-local address (RFC 9568 5.1.2.1). */
    SOURCE_NOT_LINK_LOCAL,
    /** IPv6 to a group: the first announced address is not link-local (RFC 9568 5.2.9, erratum 8300). */
    FIRST_ADDRESS_NOT_LINK_LOCAL,
    /** No virtual router here has this VRID on the interface the packet came in on (RFC 9568 7.1). */
    VRID_UNKNOWN,
    /** The source is an address of this host: our own packet came back, or two hosts have the same address. */
    OWN_SOURCE,
    /** Sent to a single host or to another group, and the virtual router here speaks by a group; or the reverse. */
    TRANSPORT_MISMATCH,
    /** Unicast: the source is not a listed peer. Not in RFC. */
    PEER_UNKNOWN,
    /** Unicast: TTL or hop limit is outside the bounds of the peer. Not in RFC. */
    PEER_TTL,
    /** The virtual router speaks the other version (RFC 9568 7.1). */
    VERSION_MISMATCH,
    /** VRRPv2: the authentication type differs from the local one (RFC 3768 7.1). */
    AUTHENTICATION_TYPE_MISMATCH,
    /** VRRPv2: the password is wrong (RFC 2338 5.3.6). */
    AUTHENTICATION_FAILED,
    /** VRRPv2: the interval differs from the local one (RFC 3768 7.1). */
    INTERVAL_MISMATCH,
    /** The VRRPv2 advertisement of a router that speaks VRRPv3 too (RFC 9568 8.4). */
    VERSION_2_OF_VERSION_3_ROUTER,
    /** The virtual router is in Initialize, where advertisements have no meaning (RFC 9568 6.4.1). */
    NOT_RUNNING
}
