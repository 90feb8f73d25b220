/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Health decides whether an elector takes part: checks that ask, the gate that waits for several equal answers, and the
 * effect of a failure. Knows nothing of the election.
 */
@NullMarked
package io.vip4j.health;

import org.jspecify.annotations.NullMarked;
