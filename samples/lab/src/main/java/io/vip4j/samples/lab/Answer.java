/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Instant;

/**
 * A station answered for the virtual address.
 *
 * @param at when the answer arrived, by the clock of the kernel
 * @param station its hardware address
 */
record Answer(Instant at, String station) {}
