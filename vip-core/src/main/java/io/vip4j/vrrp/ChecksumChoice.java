/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/** What the checksum of a sent VRRPv3 advertisement over IPv4 shall cover; see {@link ChecksumForm}. */
public enum ChecksumChoice {
    /** Always pseudo-header and message: what stock keepalived, FRR and MikroTik accept; the default. */
    PSEUDO_HEADER,
    /** Always the message alone: RFC 9568 5.2.8, also Cisco, Juniper and Arista. */
    MESSAGE_ONLY,
    /**
     * Pseudo-header until valid advertisements of this virtual router with the other form have been heard, and back
     * when the first form is heard again. Not in RFC.
     */
    FOLLOW_PEER
}
