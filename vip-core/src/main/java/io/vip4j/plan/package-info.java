/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What would happen: over the configurations of all nodes, who owns each virtual router's addresses when all is well, in
 * every failure and after its repair, how long it takes at most, and which failovers cannot happen. Pure: no clock, no
 * IO.
 *
 * <pre>
 *  PlanNode, PlanNode, ... --&gt; Pairing: virtual routers, matched by VRID, family and addresses
 *                                |
 *         CaseEnumeration: failures, pairs of them --&gt; Standings: who takes part, with which priority
 *                                |                          |
 *                                +--&gt; Election: owner before --&gt; after --&gt; after the repair; TakeoverTime
 *                                                           |
 *                                      CaseResult ----------+--&gt; the lint: Finding
 * </pre>
 *
 * <p>The rules are those of the state machine (RFC 9568 6.4) and of groups, without its clock: each step is the next
 * claim, by whoever waits least. What cannot be known, such as who is quicker of two routers with one priority, gives
 * several possible owners. Assumed: nodes start together, advertisements arrive, a failure comes when all has settled,
 * and a check of one name on one node is one check, whoever uses it. A check of a file's number counts as 0 or 1 times
 * its weight, and a composite check fails whole. Handles of an application are not in a configuration and so not in a
 * plan. The same owners result when nodes run keepalived, except where a router without preemption hears that the Active
 * one gave its role away because of a weight: keepalived never does that.
 */
@NullMarked
package io.vip4j.plan;

import org.jspecify.annotations.NullMarked;
