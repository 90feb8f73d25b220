/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The status page below the actuator's base path, for servlet and reactive applications; see {@link io.vip4j.page}.
 *
 * <pre>
 *  routers -- PageDocument -- PageFeed -- one document for all --> streams (PageServlet, PageRoutes)
 *  VipEndpoint  &lt;------------ PageWrites &lt;------------------------ POST
 * </pre>
 */
@NullMarked
package io.vip4j.spring.page;

import org.jspecify.annotations.NullMarked;
