/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where machine, wire and platform meet. Not exported.
 *
 * <pre>
 *  channel --datagram--&gt; Segment --advertisement--&gt; ElectorDriver --Input--&gt; VirtualRouterMachine
 *                        decode, count, find                ^                       | actions
 *  monitor --interface--&gt; Participation --------------------+                       v
 *  checks, handles ------^                                  |                 ActionExecutor
 *  binder --bound / unbound-- Tenure -----------------------+      channel, Tenure, Announcements
 *                                                           |
 *                                     Publisher, ListenerDispatch --VipEvent--&gt; listeners
 * </pre>
 *
 * <p>The rooms:
 *
 * <ul>
 *   <li>one router: ElectorDriver and CauseChain; in comes Reception (Admission, Version3Sources, ChecksumForms), out
 *       go ActionExecutor, AdvertisementSender and Validity
 *   <li>whether it takes part: Participation with OwnInterface, LinkDebounce, TrackedLinks, Setbacks,
 *       Backoff, VirtualMacLink
 *   <li>its priority: Standing with KnownPeers
 *   <li>what its checks and the application say: {@link io.vip4j.driver.checks}, a package of its own
 *   <li>whether it may: Leave, and with a quorum VoteKeeper with HeldVote, VoteTimes, VoteCalls,
 *       VoteAnswers; Terms numbers the tenures
 *   <li>what it holds: Tenure with Holdings, HoldingsBinder, HoldingClaims, LossCount
 *   <li>what the neighbours hear: Announcements with AddressQueue, Pacer
 *   <li>what it tells: Publisher with Timeline, ListenerDispatch, EventLog, and the anomalies: Anomalies, PeerAnomalies,
 *       AddressClaims
 *   <li>many routers: HostDriver with Segments, Groups, GroupDriver, and their changes: HostChange, InPlaceChange
 * </ul>
 *
 * <p>Everything here runs on the loop of the platform, except where a method says otherwise.
 */
@NullMarked
package io.vip4j.driver;

import org.jspecify.annotations.NullMarked;
