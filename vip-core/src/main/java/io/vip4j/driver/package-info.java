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
 *   <li>one router: ElectorDriver puts the parts together; RunningMachine has the state and its alarm; Evaluation makes
 *       inputs of changed surroundings (ParametersFactory); CauseChain and Resignation say why; StatusReport shows it;
 *       Closing ends it
 *   <li>what comes in: Segment with LatestDatagram, then Reception with Admission (Version3Sources, ChecksumForms),
 *       HeardPeers and DiscardCounters
 *   <li>what goes out: ActionExecutor with AdvertisementSender
 *   <li>whether it takes part: Eligibility asks Participation (OwnInterface, LinkDebounce, TrackedLinks, InterfaceWatches,
 *       VirtualMacLink, ProcessDeviceLink, Setbacks, Backoff) and Steering, what people ask of it (Drain, SwitchoverWatch,
 *       Temporary)
 *   <li>its priority: Standing with KnownPeers
 *   <li>what its checks and the application say: {@link io.vip4j.driver.checks}, a package of its own
 *   <li>whether it may: Leave, and with a quorum VoteKeeper with VoteWish, HeldVote, VoteTimes, VoteCalls, StoreWord, and
 *       VoteAnswers, which acts upon it; Terms numbers the tenures
 *   <li>what it holds: Tenure with Holdings, HoldingsBinder, HoldingClaims, RenewalRhythm, LossCount, ConnectionReset; where:
 *       Home, ProcessBinding; until when: Validity; behind which gate: GateKeeper with GateClaims. PlatformAnswers acts upon
 *       what becomes of it
 *   <li>what the neighbours hear: Announcements with AddressQueue, Pacer; what they claim: AddressClaims
 *   <li>whether the Active router lives: PeerWatching with PeerWatcher, which asks, PeerGreeter, which answers, PeerLines,
 *       Linger
 *   <li>what it tells: Publisher with Timeline, ListenerDispatch, EventLog, and the anomalies: Anomalies, PeerAnomalies
 *   <li>many routers: HostDriver with HostScope, Segments, Groups, GroupDriver; their changes: HostChange, InPlaceChange; how
 *       late the loop is: Punctuality with LatenessStatistics
 *   <li>before the first one: Rehearsal, and WarmUp for what the platform needs
 * </ul>
 *
 * <p>Everything here runs on the loop of the platform, except where a method says otherwise.
 */
@NullMarked
package io.vip4j.driver;

import org.jspecify.annotations.NullMarked;
