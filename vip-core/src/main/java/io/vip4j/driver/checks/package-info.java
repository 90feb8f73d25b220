/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The checks that run, and what an application says of itself. Not exported.
 *
 * <pre>
 *  probe, process, file, interface --RunningCheck--&gt; CheckStanding --CheckEvents--&gt; CheckSet ---+
 *                                    asks, watches    rise, fall, damping                        |
 *  application --PushedHealth, Heartbeat--&gt; Handles --------------------------------------------+--&gt; Conditions
 *  tracked interface ---------------------------------------------------------------------------+    obstacle, weight
 * </pre>
 *
 * <ul>
 *   <li>{@link io.vip4j.driver.checks.Conditions}: how everything is that an elector or a group stands for, and what that
 *       does; with CheckStatistics
 *   <li>{@link io.vip4j.driver.checks.CheckSet}: the checks of an elector or a group, which RunningChecks makes: AskedCheck
 *       with ProbePace and a Question (WorkerQuestion, SocketQuestion); ProcessCheck with ProcessFinder; FileCheck with
 *       FileLook, FileNumber; LinkCheck; CompositeCheck. Work that blocks is an Errand, its answer a LateAnswer
 *   <li>{@link io.vip4j.driver.checks.Handles}: what the application says, with PushedHealth and Heartbeat
 *   <li>{@link io.vip4j.driver.checks.WatchedHealth}: a check that runs for the application and for no router
 *   <li>{@link io.vip4j.driver.checks.HostChecks}: what all of them share, with DirectoryWatches
 * </ul>
 *
 * <p>Everything here runs on the loop of the platform, except where a method says otherwise.
 */
@NullMarked
package io.vip4j.driver.checks;

import org.jspecify.annotations.NullMarked;
