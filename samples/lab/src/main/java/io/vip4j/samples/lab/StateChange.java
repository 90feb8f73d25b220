/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Instant;

/**
 * A daemon says that its router changed state.
 *
 * @param at when, by the daemon's word or, if it does not say it exactly, by the time its line was read
 * @param cause the daemon's reason, empty if it gives none
 */
public record StateChange(Instant at, RouterState from, RouterState to, String cause) {}
