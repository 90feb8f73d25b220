/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.ChecksumForm;

/** What {@link AdvertisementCodec#decode} made of a datagram. */
public sealed interface Decoded {

    /**
     * A well-formed advertisement.
     *
     * @param advertisement its content
     * @param checksumForm the form its checksum has; for IPv6 always the pseudo-header, for VRRPv2 the message alone
     */
    record Accepted(Advertisement advertisement, ChecksumForm checksumForm) implements Decoded {}

    /**
     * Not an advertisement.
     *
     * @param reason the first check that failed
     */
    record Rejected(RejectReason reason) implements Decoded {}
}
