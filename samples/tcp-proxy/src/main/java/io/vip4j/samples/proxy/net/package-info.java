/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sockets. A listener accepts on the first event loop; a session, which is a client connection and the connection to its
 * server, lives on one event loop, so that no octet changes threads.
 *
 * <pre>
 *   HEADER ---> WAITING ---> CONNECTING ---> RELAYING ---> ENDING ---> CLOSED
 *   (PROXY)     for a ^           |          half-closed   one side is gone,
 *               server|           |          sides too     the rest goes to
 *                     +-- fails --+                        the other one
 * </pre>
 *
 * Memory of a session is bounded in every phase: before RELAYING the client is not read (what the kernel hands over with
 * the end of the stream is held, at most its receive buffer); afterwards a side is read only while what waits for the
 * other side is below a mark.
 */
@NullMarked
package io.vip4j.samples.proxy.net;

import org.jspecify.annotations.NullMarked;
