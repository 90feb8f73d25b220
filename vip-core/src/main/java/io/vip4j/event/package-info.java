/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What an elector tells: its state, transitions with their causes, and a status for people and metrics. Plain values
 * that stay valid after the elector is closed.
 */
@NullMarked
package io.vip4j.event;

import org.jspecify.annotations.NullMarked;
