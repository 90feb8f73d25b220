/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/**
 * What the checksum of a VRRPv3 advertisement over IPv4 covers. The texts and products disagree, so both forms are
 * accepted on receipt and the sent form is a setting. IPv6 always uses the pseudo-header and VRRPv2 never does.
 */
public enum ChecksumForm {
    /** Pseudo-header and message: RFC 5798 as keepalived, FRR and MikroTik read it. What stock keepalived accepts. */
    PSEUDO_HEADER,
    /** The message alone: RFC 9568 5.2.8, also Cisco, Juniper and Arista. */
    MESSAGE_ONLY
}
