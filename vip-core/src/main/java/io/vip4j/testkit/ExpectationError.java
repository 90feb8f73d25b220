/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

/** Something in a {@link VipLab} was not as expected. The message ends with what happened on every node. */
public final class ExpectationError extends AssertionError {

    private static final long serialVersionUID = 1L;

    ExpectationError(String message) {
        super(message);
    }
}
