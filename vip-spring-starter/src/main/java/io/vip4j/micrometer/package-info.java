/* SPDX-License-Identifier: Apache-2.0 */
/** Meters of virtual routers. Needs Micrometer and nothing of Spring. */
@NullMarked
package io.vip4j.micrometer;

import org.jspecify.annotations.NullMarked;
