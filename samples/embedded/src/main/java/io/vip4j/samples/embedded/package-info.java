/* SPDX-License-Identifier: Apache-2.0 */
/** Programs that embed vip4j, each small enough to be copied. They do not know each other. */
@NullMarked
package io.vip4j.samples.embedded;

import org.jspecify.annotations.NullMarked;
