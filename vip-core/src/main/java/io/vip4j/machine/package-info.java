/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The state machine of RFC 9568 6.4 as a pure function: {@link io.vip4j.machine.VirtualRouterMachine#step} takes the
 * parameters, the state, one input and the time, and returns the next state and the actions to carry out in order.
 *
 * <p>It keeps no clock and owns no timer. A state holds its own deadline, and a {@link io.vip4j.machine.Input.Tick}
 * compares the time with it; a tick that comes early does nothing. An action that fails comes back as an input.
 *
 * <pre>
 *                 Startup, owner: advertise, bind
 *        +---------------------------------------------------+
 *        |                                                   v
 *  +------------+  Startup   +--------+  timer: advertise, bind  +----------------------------------+
 *  | Initialize |-----------&gt;| Backup |-------------------------&gt;| Active                           |
 *  |            |&lt;-----------|        |&lt;-------------------------|  Claiming --bound: announce--+   |
 *  +------------+  Shutdown  +--------+  higher advert: unbind   |                              v   |
 *        ^                       ^                               |  Releasing &lt;---unbind---- Holding|
 *        |                       | Resign                        +----------------------------------+
 *        |                       +-- unbound: advertise(0) ----------------+
 *        +---------------------------unbound: advertise(0) ----------------+ Shutdown
 * </pre>
 *
 * <p>Order on claim: advertise, bind, and only when the addresses are there announce. Order on release: unbind, and
 * only when the addresses are gone (or after 50 ms) advertise priority 0, so that the next Active router never shares
 * them.
 */
@NullMarked
package io.vip4j.machine;

import org.jspecify.annotations.NullMarked;
