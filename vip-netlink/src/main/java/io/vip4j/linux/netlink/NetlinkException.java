/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.spi.PlatformException;

/** The kernel refused a netlink request. */
public final class NetlinkException extends PlatformException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    NetlinkException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The error number, see {@link io.vip4j.linux.ffi.Errno}. */
    public int errno() {
        return errno;
    }
}
