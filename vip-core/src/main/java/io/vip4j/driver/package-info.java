/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where machine, wire and platform meet. Not exported.
 *
 * <pre>
 *  channel --datagram--&gt; Segment --advertisement--&gt; ElectorDriver --Input--&gt; VirtualRouterMachine
 *                        decode, count, find                ^                       | actions
 *  monitor --interface--------------------------------------+                       v
 *  CheckRunner, handles --health--&gt; Conditions -------------+                 ActionExecutor
 *  binder --bound / unbound---------------------------------+      channel, binder, Announcements
 *                                                           |
 *                                       Timeline, ListenerDispatch --Transition--&gt; listeners
 * </pre>
 *
 * <p>Everything here runs on the loop of the platform, except where a method says otherwise.
 */
@NullMarked
package io.vip4j.driver;

import org.jspecify.annotations.NullMarked;
