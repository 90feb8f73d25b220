/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A small HTTP server for {@link io.vip4j.page.StatusPage}, that a stranger can neither fill nor slow down nor use.
 *
 * <pre>
 *  a connection  ConnectionLimit -> Patience -> codec -> BodyLimit -> PageConnection
 *                 one request, one answer; a stream of events lasts
 *  PageConnection -> Gatekeeper     who may ask: Host, site, token
 *                 -> EventStreams   the same document for all streams, each second and after a change
 *                 -> Documents      makes a document, on a thread of its own
 *                 -> PageCommands   does what is asked of a router, on few threads of its own
 * </pre>
 *
 * <p>Nothing here knows the routers: documents and commands are given by who opens the server. No file is ever served.
 */
@NullMarked
package io.vip4j.samples.support.http;

import org.jspecify.annotations.NullMarked;
