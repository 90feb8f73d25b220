/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.IpAddress;

/**
 * An address where it lives.
 *
 * @param networkInterface the interface it is on
 * @param address the address
 */
record Place(String networkInterface, IpAddress address) {}
