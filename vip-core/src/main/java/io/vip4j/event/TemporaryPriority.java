/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.Priority;
import java.time.Instant;

/**
 * A priority that replaces the configured one for a while; weights count on top of it.
 *
 * @param priority 1..254
 * @param until wall-clock time at which the configured one comes back, for people
 */
public record TemporaryPriority(Priority priority, Instant until) {}
