/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a service manager such as systemd is told, in the protocol of sd_notify(3), and nothing of vipd. Whoever is not
 * started by one has no {@code NOTIFY_SOCKET} in the environment, and nothing of this happens.
 *
 * <pre>
 *  ServiceManager   ready, reloading, stopping, what is the matter, alive
 *  NotifySocket     datagrams to a UNIX domain socket
 *  Heartbeat        a turn of the loop now and then; while the loop stands still nobody says that it is alive
 * </pre>
 */
@NullMarked
package io.vip4j.samples.vipd.service;

import org.jspecify.annotations.NullMarked;
