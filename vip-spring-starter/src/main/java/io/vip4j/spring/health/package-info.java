/* SPDX-License-Identifier: Apache-2.0 */
/** Health both ways: contributors and readiness of the application as checks, and the virtual routers as a contributor. */
@NullMarked
package io.vip4j.spring.health;

import org.jspecify.annotations.NullMarked;
