/* SPDX-License-Identifier: Apache-2.0 */
/** The actuator endpoint {@code vip}; docs/spring.md has its documents. */
@NullMarked
package io.vip4j.spring.endpoint;

import org.jspecify.annotations.NullMarked;
