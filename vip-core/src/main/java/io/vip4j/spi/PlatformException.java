/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

/** The host refused an operation. The message names the operation, the error and what to do about it. */
public class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message operation, error and remedy, for example {@code RTM_NEWADDR 192.0.2.10/24 on eth0: EPERM (grant
     *     CAP_NET_ADMIN)}
     */
    public PlatformException(String message) {
        super(message);
    }

    /**
     * @param message operation, error and remedy
     * @param cause what the operation failed with
     */
    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
