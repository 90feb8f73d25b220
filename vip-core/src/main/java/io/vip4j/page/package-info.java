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
 * <h2>Sections</h2>
 *
 * What an application has to say besides its routers: {@code sections[]}, each a table below them. The page knows nothing of
 * what they are about.
 *
 * <table>
 * <caption>Fields of a section; all but {@code title} may be missing</caption>
 * <tr><td>{@code title}</td><td>what the table is about; unique</td></tr>
 * <tr><td>{@code columns[]}</td><td>{@code title}; {@code kind}: {@code text}, the default, {@code count}, {@code octets} or
 *     {@code millis}</td></tr>
 * <tr><td>{@code rows[]}</td><td>lists of cells, one for each column; the first cell names the row and is unique</td></tr>
 * <tr><td>{@code facts[]}</td><td>above the table: {@code name} and the fields of a cell and of a column</td></tr>
 * <tr><td>{@code none}</td><td>what is said where there are no rows</td></tr>
 * <tr><td>{@code tile}</td><td>a number at a glance at the top of the page: {@code value}, {@code label}, {@code tone}</td></tr>
 * </table>
 *
 * <p>A cell is a text, a number or null, or an object: {@code value}; {@code tone}, one of {@code good}, {@code warn} and {@code
 * bad}; {@code note}, small below it; {@code at}, a time whose age follows the note.
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
