/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Bytes and values of the wire, without any IO: the codec of advertisements, and the frames of ARP and neighbour discovery.
 *
 * <p>Bytes from the network never throw here. {@link io.vip4j.wire.AdvertisementCodec#decode} runs its checks in one
 * fixed order, that of {@link io.vip4j.wire.RejectReason}, and stops at the first that fails.
 *
 * <pre>
 *  VRRPv3 (RFC 9568 5.1)                            VRRPv2 (RFC 3768 5.1)
 *   0        8        16       24       32           0        8        16       24       32
 *  +---+----+--------+--------+--------+            +---+----+--------+--------+--------+
 *  | 3 |type|  vrid  |priority| count  |            | 2 |type|  vrid  |priority| count  |
 *  +---+----+--------+--------+--------+            +---+----+--------+--------+--------+
 *  |rsv|interval cs  |    checksum     |            |authtype|intvl s |    checksum     |
 *  +---+-------------+-----------------+            +--------+--------+-----------------+
 *  | count addresses of 4 or 16 octets |            | count addresses of 4 octets       |
 *  +-----------------------------------+            +-----------------------------------+
 *                                                   | 8 octets of authentication data   |
 *                                                   +-----------------------------------+
 * </pre>
 */
@NullMarked
package io.vip4j.wire;

import org.jspecify.annotations.NullMarked;
