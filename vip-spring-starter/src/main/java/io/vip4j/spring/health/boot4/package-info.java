/* SPDX-License-Identifier: Apache-2.0 */
/** Health with the types of Spring Boot 4. The other generation has the same classes. */
@NullMarked
package io.vip4j.spring.health.boot4;

import org.jspecify.annotations.NullMarked;
