/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The vocabulary of the Virtual Router Redundancy Protocol: small values that cannot exist in an invalid form, and
 * {@link io.vip4j.vrrp.Timers}, the only place with timer arithmetic.
 *
 * <p>Names are those of RFC 9568. Nothing here does IO, keeps a clock or logs.
 */
@NullMarked
package io.vip4j.vrrp;

import org.jspecify.annotations.NullMarked;
