/* SPDX-License-Identifier: Apache-2.0 */
/** Auto-configuration for Spring Boot 3.5 and 4: beans that back off one by one, lifecycle, and explanations of failures. */
@NullMarked
package io.vip4j.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
