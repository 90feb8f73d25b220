/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What vip4j costs.
 *
 * <pre>
 *   jmh    single pieces, time and allocation:  codec, machine, health gate, planner, a router on a {@link
 *          io.vip4j.samples.benchmarks.StillPlatform}
 *   lab    whole daemons, vipd and keepalived in turns on the same namespaces with the same configuration
 * </pre>
 */
@NullMarked
package io.vip4j.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
