/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a program tells about its routers, and what it can be told to do with them.
 *
 * <pre>
 *  StatusJson  <--  StatusServer    a UNIX domain socket: one document for each connection
 *              <--  DaemonPage      the status page, with server-sent events
 *  Control     <--  ControlServer   a UNIX domain socket: one line in, one document out
 *              <--  PageControl     what the page asks for
 * </pre>
 */
@NullMarked
package io.vip4j.samples.support.status;

import org.jspecify.annotations.NullMarked;
