/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.time.Instant;

/**
 * Maintenance: a router that was told to take no part in the election for a while.
 *
 * @param reason why, for people
 * @param until wall-clock time at which it ends by itself, for people
 */
public record Hold(String reason, Instant until) {}
