/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Instant;

/**
 * The virtual address came to a host or left it.
 *
 * @param at when the kernel's message was read
 * @param host the name of the host
 * @param held whether the host has the address from now on
 */
public record OwnershipChange(Instant at, String host, boolean held) {}
