/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How late the advertisements of a busy JVM are.
 *
 * <pre>
 *   stressed   {@link io.vip4j.samples.benchmarks.jitter.StressedRouters}, Active at 1 s, 100 ms and 50 ms, and in the same
 *              JVM an {@link io.vip4j.samples.benchmarks.jitter.AllocationLoad}
 *   backup     a vipd of its own that counts how often it took over though nothing was broken
 *   bridge     when each advertisement really left
 * </pre>
 */
@NullMarked
package io.vip4j.samples.benchmarks.jitter;

import org.jspecify.annotations.NullMarked;
