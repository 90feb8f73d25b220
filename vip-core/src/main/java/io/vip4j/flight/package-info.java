/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the JDK's flight recorder keeps of a host: {@code io.vip4j.Transition}, {@code io.vip4j.Lateness},
 * {@code io.vip4j.Suspension} and {@code io.vip4j.RejectedPacket}. Not exported; the names and fields of the events are
 * what users see.
 *
 * <p>The module {@code jdk.jfr} is optional: where a runtime lacks it nothing is recorded. Only {@link
 * io.vip4j.flight.FlightLog} is used by others, and only behind its look at that do the classes of events load. While
 * nothing is recorded an event costs a look at a flag. Transitions and rejected packets are committed where listeners
 * run, lateness on the loop, after the turn that was late.
 */
@NullMarked
package io.vip4j.flight;

import org.jspecify.annotations.NullMarked;
