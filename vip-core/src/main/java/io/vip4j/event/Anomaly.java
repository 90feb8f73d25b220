/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.time.Instant;

/**
 * Something that should not be, while it lasts.
 *
 * @param kind what it is
 * @param subject whom it is about: an address, a station, a VRID; empty if it is about the router itself
 * @param since when it was noticed first
 * @param lastSeen when it was noticed last
 * @param count how often it was noticed
 * @param text for people: what, and what to do about it
 */
public record Anomaly(AnomalyKind kind, String subject, Instant since, Instant lastSeen, long count, String text) {}
