/* SPDX-License-Identifier: Apache-2.0 */
/** Bytes to values and back. No IO, no clock, no logging; bad bytes never throw. */
@NullMarked
package io.vip4j.wire;

import org.jspecify.annotations.NullMarked;
