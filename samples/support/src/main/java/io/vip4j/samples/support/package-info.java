/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the programs among the samples have in common: log lines, signals, and times as people write them. {@code http} has
 * the server of the status page, {@code status} what it and the sockets of a program say about routers.
 */
@NullMarked
package io.vip4j.samples.support;

import org.jspecify.annotations.NullMarked;
