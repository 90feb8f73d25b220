/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import io.vip4j.spi.PlatformException;

/**
 * The kernel refused a system call. The message names the operation, the error and, if there is a general one, the
 * remedy.
 */
public final class SystemCallException extends PlatformException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param operation the call and its object, for example {@code setsockopt SO_BINDTODEVICE eth0}
     * @param errno the error number
     */
    public SystemCallException(String operation, int errno) {
        super(operation + ": " + Errno.text(errno) + Errno.remedy(errno, capability(operation)));
        this.errno = errno;
    }

    /** The error number, see {@link Errno}. */
    public int errno() {
        return errno;
    }

    private static String capability(String operation) {
        if (operation.startsWith("sched_setscheduler")) {
            return "CAP_SYS_NICE, or RLIMIT_RTPRIO";
        }
        return operation.startsWith("setns") ? "CAP_SYS_ADMIN" : "CAP_NET_RAW and CAP_NET_ADMIN";
    }
}
