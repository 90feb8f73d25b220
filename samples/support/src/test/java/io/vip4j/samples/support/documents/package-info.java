/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the documents of the repository show, for the tests that see whether it is true: {@link Sample fenced blocks} and
 * {@link ShownCommand commands}. Who tries what is told by {@link SamplesOfDocumentsTest}.
 */
@NullMarked
package io.vip4j.samples.support.documents;

import org.jspecify.annotations.NullMarked;
