/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A page for browsers that shows the routers of a process and steers them: one document without anything from elsewhere,
 * to be served by whatever HTTP server the process has. This package knows no HTTP; it gives the bytes and says what the
 * page asks for.
 *
 * <pre>
 *  BASE          GET   the page: {@link io.vip4j.page.StatusPage}, with its headers
 *  BASE/events   GET   text/event-stream; each event is the whole document
 *  BASE/status   GET   application/json; the same document once
 *  BASE/ROUTER/OPERATION   POST   application/json; what is asked of a router, and what came of it
 * </pre>
 *
 * <p>BASE is the page's own URL, with or without a slash at its end; ROUTER is the percent-encoded name.
 *
 * <h2>Document</h2>
 *
 * The fields are those of vipd's status and of the Spring endpoint. All but {@code routers[].name} and {@code
 * routers[].state} may be missing or null; the page leaves out what it is not told.
 *
 * <table>
 * <caption>Fields of the document beside {@code routers[]}</caption>
 * <tr><td>{@code now}</td><td>when the document was made; ages on the page do not depend on the browser's clock</td></tr>
 * <tr><td>{@code node}</td><td>what the host is called</td></tr>
 * <tr><td>{@code version}, {@code configuration}, {@code startedAt}</td><td>of the process</td></tr>
 * <tr><td>{@code error}</td><td>why there is nothing to see</td></tr>
 * <tr><td>{@code lateness}</td><td>{@code lastMillis}, {@code p99Millis}, {@code maxMillis}, {@code stalls}, {@code
 *     thresholdMillis} of {@link io.vip4j.event.Lateness}</td></tr>
 * <tr><td>{@code writes}</td><td>who may steer: {@code token} (who sends {@code Authorization: Bearer TOKEN}), {@code
 *     open} (whom the server knows by other means), {@code off}, the default</td></tr>
 * <tr><td>{@code routers[].timeline[]}</td><td>events of the last time, oldest first. {@code at}, {@code sequence}; of a
 *     transition {@code from}, {@code to}, {@code trigger}, {@code cause}; of an anomaly {@code anomaly} (the kind), {@code
 *     began}, {@code subject}, {@code cause} or {@code text}. A {@code cause} is a text or a list of texts</td></tr>
 * </table>
 *
 * <p>Times are ISO 8601, spans milliseconds.
 *
 * <h2>Events</h2>
 *
 * {@code data: DOCUMENT}, at once after a transition or anomaly, otherwise once a second; the page calls what it shows
 * stale after three seconds of silence, and connects again by itself. Comments may be sent between them. 401 makes the
 * page ask for the token, anything else than 200 makes it try again later and show the body's {@code error}.
 *
 * <h2>Operations</h2>
 *
 * The body is an object of texts; {@code family} ({@code IPv4}, {@code IPv6}) is always there. Spans are a number and {@code
 * ms}, {@code s}, {@code m} or {@code h}.
 *
 * <pre>
 *  switchover  limit               answers moved, newActive, tookMillis, gapMillis
 *  hold        reason, limit
 *  resume
 *  priority    priority, limit     without a priority: the configured one again
 * </pre>
 *
 * <p>The answer is an object, or {@code results[]} of such; {@code error} says why not, with a status of 400 or above if
 * nothing was done. The page sends {@code X-Requested-With: vip4j}, which no other site can, and what is in the cookie
 * {@code XSRF-TOKEN} as {@code X-XSRF-TOKEN}.
 */
@NullMarked
package io.vip4j.page;

import org.jspecify.annotations.NullMarked;
