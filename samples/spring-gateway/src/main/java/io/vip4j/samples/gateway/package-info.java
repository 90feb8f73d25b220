/* SPDX-License-Identifier: Apache-2.0 */
/** A gateway that owns its address. All of it is in application.yml. */
@NullMarked
package io.vip4j.samples.gateway;

import org.jspecify.annotations.NullMarked;
