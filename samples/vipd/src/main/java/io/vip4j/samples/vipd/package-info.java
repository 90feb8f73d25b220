/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The daemon {@code vipd}: keepalived.conf in, virtual addresses out. The reference for applications that embed the
 * library: it uses the public API only.
 *
 * <pre>
 *  Vipd -> RunCommand -> Daemon  owns the VipHost, hears SIGTERM, SIGINT and SIGHUP
 *                          |-- Routers       the running electors; ReloadPlan says what a new file changes
 *                          |-- EventPrinter  one JSON object for each transition on stdout
 *                          |-- StatusServer  one JSON document for each connection, written by StatusJson
 *                          `-- DaemonPage    the status page, served by the package http
 *       -> StatusCommand   reads that document; StatusTable shows it to people
 *       -> WatchCommand    reads it again and again; Watch shows it live, picture by picture (WatchView)
 *       -> CheckCommand    reads files and tells what is wrong
 * </pre>
 *
 * <p>Threads: the main thread starts and reloads; a signal's own thread releases the addresses, so that a stop never
 * waits for a reload; {@code vipd-status} serves the socket; {@code vipd-watch} looks at a daemon while the main thread draws; listeners run where the platform runs them.
 */
@NullMarked
package io.vip4j.samples.vipd;

import org.jspecify.annotations.NullMarked;
