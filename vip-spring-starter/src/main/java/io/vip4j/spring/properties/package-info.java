/* SPDX-License-Identifier: Apache-2.0 */
/** The vip.* properties, and how they become the configuration of a host. Their records hold what was given; what is allowed is decided by the constructors of {@code io.vip4j.config}. */
@NullMarked
package io.vip4j.spring.properties;

import org.jspecify.annotations.NullMarked;
