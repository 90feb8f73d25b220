/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a platform gives to vip4j: a loop, advertisement sockets, address binding, neighbour announcements and the state
 * of network interfaces. The seam lies at meaning (bind this address), not at system calls.
 *
 * <p>Threads: every call-back into vip4j happens on the {@link io.vip4j.spi.Loop}. vip4j calls the platform on the loop
 * too, except where a method says otherwise. No method may block the loop.
 */
@NullMarked
package io.vip4j.spi;

import org.jspecify.annotations.NullMarked;
