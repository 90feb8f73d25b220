/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Network-namespace labs in which VRRP daemons meet.
 *
 * <pre>
 *   namespace of the bridge (br0, no uplink)
 *      |            |            |
 *    to-n1        to-n2       to-client        "cable" = the bridge-side port
 *      |            |            |
 *    eth0         eth0         eth0            one namespace each
 *    vipd or      vipd or      Pinger
 *    keepalived   keepalived
 * </pre>
 *
 * <p>Everything that is measured is seen from outside the daemons: address changes from the kernel ({@link
 * io.vip4j.samples.lab.OwnershipWatch}), frames on the bridge ({@link io.vip4j.samples.lab.Capture}) and echo replies
 * at the client ({@link io.vip4j.samples.lab.Pinger}). All of them carry the one wall clock of the machine.
 */
@NullMarked
package io.vip4j.samples.lab;

import org.jspecify.annotations.NullMarked;
