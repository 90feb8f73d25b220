/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The parts of the Linux platform: the loop on Netty's epoll, which no other package touches, raw sockets, the address
 * binder, the announcer, and the monitors of interfaces and conflicts.
 *
 * <pre>
 * vip4j-loop      epoll: advertisements, claims of others, netlink events; then tasks and alarms
 * vip4j-netlink   requests to the kernel that change addresses, in order, each waits for its answer
 * vip4j-listener  listeners, in order
 * vip4j-work-N    probes, one for each that is under way
 * </pre>
 */
@NullMarked
package io.vip4j.linux.net;

import org.jspecify.annotations.NullMarked;
