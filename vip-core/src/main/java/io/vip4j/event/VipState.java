/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

/** Where an elector stands, as its user sees it (RFC 9568 6.4). */
public enum VipState {
    /** Takes no part in the election: not started, interface down, unhealthy or closed. */
    INITIALIZE,
    /** Takes part and does not hold the addresses. */
    BACKUP,
    /** Holds the addresses: they are bound, which the kernel has confirmed. */
    ACTIVE
}
