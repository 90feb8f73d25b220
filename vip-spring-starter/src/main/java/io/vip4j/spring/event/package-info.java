/* SPDX-License-Identifier: Apache-2.0 */
/** What the virtual routers do, on the application's event bus. */
@NullMarked
package io.vip4j.spring.event;

import org.jspecify.annotations.NullMarked;
