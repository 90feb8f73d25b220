/* SPDX-License-Identifier: Apache-2.0 */
/** What is wanted: values with their rules, and the reading of them from YAML with file, line and field. */
@NullMarked
package io.vip4j.samples.proxy.config;

import org.jspecify.annotations.NullMarked;
