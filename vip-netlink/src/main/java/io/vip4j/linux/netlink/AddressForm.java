/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.IpAddress;
import java.util.Optional;

/**
 * What the kernel keeps with an address and does not change when the address is renewed.
 *
 * @param peer the other end of a point-to-point link, which the prefix then belongs to
 * @param broadcast IFA_BROADCAST, IPv4 only
 * @param label IFA_LABEL, IPv4 only: the name of the interface unless another was asked for
 * @param scope enum rt_scope_t
 */
public record AddressForm(Optional<IpAddress> peer, Optional<IpAddress> broadcast, Optional<String> label, int scope) {

    /** Nothing was asked for. */
    public static final AddressForm PLAIN = new AddressForm(Optional.empty(), Optional.empty(), Optional.empty(), 0);
}
