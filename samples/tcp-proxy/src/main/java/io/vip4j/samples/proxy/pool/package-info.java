/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which server a connection gets, and when. Knows no sockets and no clock: requests come in, servers go out, and time is
 * an argument or a supplier.
 *
 * <pre>
 *   request --+-- a server is up and has room --------------------> granted(server) ... release(server)
 *             +-- all are full -- queue -- release, server up ----> granted(server)
 *             |                     +-- cancel (timeout, client gone)
 *             +-- no server is up, or the queue is full ----------> refused(why)
 * </pre>
 */
@NullMarked
package io.vip4j.samples.proxy.pool;

import org.jspecify.annotations.NullMarked;
