/* SPDX-License-Identifier: Apache-2.0 */
/**
 * An in-memory LAN that needs no privileges and runs anywhere, for demonstrations and for the tests of applications
 * that embed vip4j.
 *
 * <pre>
 *  SimulatedLan  one broadcast domain: cables, splits, loss, delay, and what a client's ARP cache says
 *    SimulatedNode  a host on it, a VipPlatform: interfaces, kernel addresses with lifetimes; unplug, freeze, kill
 *      Engine  time: virtual (moves only when run() is called; the same seed gives the same run) or real
 * </pre>
 */
@NullMarked
package io.vip4j.simulation;

import org.jspecify.annotations.NullMarked;
