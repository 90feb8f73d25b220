/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.Locale;

/** How much a {@link Diagnostic} matters. */
public enum Severity {
    /** The file asks for something that is wrong or cannot be done: do not start. */
    ERROR,
    /** The file is understood, but something that it asks for is not done, or is done differently. */
    WARNING,
    /** Something that has no effect and that nobody should miss. */
    NOTE;

    /** The name as it stands in a message: {@code error}, {@code warning} or {@code note}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
