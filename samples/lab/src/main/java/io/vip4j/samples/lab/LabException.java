/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

/** The lab itself failed: a command, a process or a condition that did not come true in time. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure that names the operation, what was seen and what was expected. */
    public LabException(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
