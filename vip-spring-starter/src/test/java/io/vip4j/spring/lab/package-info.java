/* SPDX-License-Identifier: Apache-2.0 */
/** The starter on a real network. */
@NullMarked
package io.vip4j.spring.lab;

import org.jspecify.annotations.NullMarked;
