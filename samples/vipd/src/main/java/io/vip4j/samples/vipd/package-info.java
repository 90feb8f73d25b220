/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The daemon {@code vipd}: keepalived.conf in, virtual addresses out. The reference for applications that embed the
 * library: it uses the public API only.
 *
 * <pre>
 *  Vipd -> RunCommand -> Daemon  owns the VipHost, hears SIGTERM, SIGINT and SIGHUP
 *                          |-- EventPrinter  one JSON object for each transition on stdout
 *                          |-- StatusServer  one JSON document for each connection, written by StatusJson
 *                          |-- ControlServer one line for each connection, done by Control
 *                          |-- DaemonPage    the status page
 *                          `-- ServiceManager  systemd or another one is told what is the matter
 *       -> StatusCommand   reads that document; StatusTable shows it to people
 *       -> WatchCommand    reads it again and again; Watch shows it live, picture by picture (WatchView)
 *       -> CheckCommand    reads files and tells what is wrong
 *       -> ManualCommand, CompletionCommand  print what the commands themselves say
 * </pre>
 *
 * <p>The servers are those that the samples have in common: {@link io.vip4j.samples.support.status}.
 *
 * <p>Threads: the main thread starts and reloads; a signal's own thread releases the addresses, so that a stop never
 * waits for a reload; {@code status} and {@code control} serve the sockets; {@code vipd-watch} looks at a daemon while the
 * main thread draws; {@code notify} sends to the service manager; listeners run where the platform runs them.
 */
@NullMarked
package io.vip4j.samples.vipd;

import org.jspecify.annotations.NullMarked;
