/* SPDX-License-Identifier: Apache-2.0 */
/** vip4j in a Spring Boot application: what a program asks and changes. Set up by {@code io.vip4j.spring.autoconfigure} from {@code vip.*} properties. */
@NullMarked
package io.vip4j.spring;

import org.jspecify.annotations.NullMarked;
