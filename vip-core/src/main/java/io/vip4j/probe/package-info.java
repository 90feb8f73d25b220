/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Single questions to something that must work: each kind of probe asks once and gets one answer. When it is asked, and
 * what the answers mean, is decided elsewhere.
 *
 * <ul>
 *   <li>{@link io.vip4j.probe.Probe} may block and runs on a worker thread
 *   <li>{@link io.vip4j.probe.AsyncProbe} answers later and must not block
 *   <li>{@link io.vip4j.probe.CommandProbe} is one that runs a program: {@link io.vip4j.probe.Command} says which, and
 *       {@link io.vip4j.probe.CommandRun} is one run
 *   <li>{@link io.vip4j.probe.SocketProbe} is a {@link io.vip4j.probe.Conversation} over one TCP connection; one thread
 *       carries all of them
 * </ul>
 *
 * <p>How {@link io.vip4j.probe.Conversations} carries them:
 *
 * <pre>
 *   ask ---&gt; SelectorLoop (one thread) ---&gt; Exchange: resolve -&gt; connect -&gt; talk -&gt; close -&gt; answer
 *                                             |                         |
 *                        Resolver (4 threads) +                         + Conversation: octets in, Turn out
 *                                                                         Turn.Work: 2 threads (TLS, keys)
 * </pre>
 */
@NullMarked
package io.vip4j.probe;

import org.jspecify.annotations.NullMarked;
