/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the programs to copy, and of the text that shows them. */
@NullMarked
package io.vip4j.samples.embedded;

import org.jspecify.annotations.NullMarked;
