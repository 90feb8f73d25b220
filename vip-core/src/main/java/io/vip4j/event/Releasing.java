/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.Vrid;
import java.time.Duration;
import java.time.Instant;

/**
 * A release that was asked for and is about to happen: the addresses are still there.
 *
 * @param at wall-clock time, for people
 * @param router name of the virtual router
 * @param vrid its identifier
 * @param networkInterface its interface
 * @param cause why
 * @param limit how long listeners may take at most; the addresses go then, whether they are done or not
 */
public record Releasing(Instant at, String router, Vrid vrid, String networkInterface, Cause cause, Duration limit) {}
