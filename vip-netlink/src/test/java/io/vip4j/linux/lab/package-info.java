/* SPDX-License-Identifier: Apache-2.0 */
/** Network namespaces for tests: see {@link io.vip4j.linux.lab.Lab}. */
@NullMarked
package io.vip4j.linux.lab;

import org.jspecify.annotations.NullMarked;
