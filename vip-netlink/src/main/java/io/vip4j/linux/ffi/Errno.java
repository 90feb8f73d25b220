/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Error numbers of the kernel, by the numbers that x86_64 and aarch64 share, with the texts of the C library in
 * English. strerror(3) is not asked: its text depends on the locale and its buffer on no other thread asking.
 */
public final class Errno {

    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file or directory; of a policy rule: there is none. */
    public static final int ENOENT = 2;

    /** No such process; of a route: there is none. */
    public static final int ESRCH = 3;

    /** No such device or address. */
    public static final int ENXIO = 6;

    /** Interrupted system call. */
    public static final int EINTR = 4;

    /** Resource temporarily unavailable; the same number as EWOULDBLOCK. */
    public static final int EAGAIN = 11;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** Device or resource busy. */
    public static final int EBUSY = 16;

    /** File exists. */
    public static final int EEXIST = 17;

    /** No such device. */
    public static final int ENODEV = 19;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** Too many open files. */
    public static final int EMFILE = 24;

    /** Numerical result out of range. */
    public static final int ERANGE = 34;

    /** Function not implemented. */
    public static final int ENOSYS = 38;

    /** Protocol not available; of an option: the kernel does not know it. */
    public static final int ENOPROTOOPT = 92;

    /** Protocol not supported: the kernel does not have it. */
    public static final int EPROTONOSUPPORT = 93;

    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;

    /** Address family not supported by protocol. */
    public static final int EAFNOSUPPORT = 97;

    /** Address already in use; of a group: it was joined before. */
    public static final int EADDRINUSE = 98;

    /** Cannot assign requested address. */
    public static final int EADDRNOTAVAIL = 99;

    /** Network is down. */
    public static final int ENETDOWN = 100;

    /** Network is unreachable. */
    public static final int ENETUNREACH = 101;

    /** No buffer space available; on a netlink socket: messages were lost. */
    public static final int ENOBUFS = 105;

    /** Connection aborted before it was accepted. */
    public static final int ECONNABORTED = 103;

    /** Connection reset by the other end. */
    public static final int ECONNRESET = 104;

    /** The socket is connected already. */
    public static final int EISCONN = 106;

    /** Connection refused: the other host says that nobody listens there. */
    public static final int ECONNREFUSED = 111;

    /** The connection is still being made. */
    public static final int EALREADY = 114;

    /** The connection is being made. */
    public static final int EINPROGRESS = 115;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            entry(EPERM, "EPERM Operation not permitted"),
            entry(ENOENT, "ENOENT No such file or directory"),
            entry(ESRCH, "ESRCH No such process"),
            entry(EINTR, "EINTR Interrupted system call"),
            entry(5, "EIO Input/output error"),
            entry(ENXIO, "ENXIO No such device or address"),
            entry(9, "EBADF Bad file descriptor"),
            entry(EAGAIN, "EAGAIN Resource temporarily unavailable"),
            entry(12, "ENOMEM Cannot allocate memory"),
            entry(EACCES, "EACCES Permission denied"),
            entry(14, "EFAULT Bad address"),
            entry(EBUSY, "EBUSY Device or resource busy"),
            entry(EEXIST, "EEXIST File exists"),
            entry(ENODEV, "ENODEV No such device"),
            entry(20, "ENOTDIR Not a directory"),
            entry(EINVAL, "EINVAL Invalid argument"),
            entry(23, "ENFILE Too many open files in system"),
            entry(EMFILE, "EMFILE Too many open files"),
            entry(28, "ENOSPC No space left on device"),
            entry(ERANGE, "ERANGE Numerical result out of range"),
            entry(ENOSYS, "ENOSYS Function not implemented"),
            entry(71, "EPROTO Protocol error"),
            entry(90, "EMSGSIZE Message too long"),
            entry(ENOPROTOOPT, "ENOPROTOOPT Protocol not available"),
            entry(EPROTONOSUPPORT, "EPROTONOSUPPORT Protocol not supported"),
            entry(94, "ESOCKTNOSUPPORT Socket type not supported"),
            entry(EOPNOTSUPP, "EOPNOTSUPP Operation not supported"),
            entry(EAFNOSUPPORT, "EAFNOSUPPORT Address family not supported by protocol"),
            entry(EADDRINUSE, "EADDRINUSE Address already in use"),
            entry(EADDRNOTAVAIL, "EADDRNOTAVAIL Cannot assign requested address"),
            entry(ENETDOWN, "ENETDOWN Network is down"),
            entry(ENETUNREACH, "ENETUNREACH Network is unreachable"),
            entry(ENOBUFS, "ENOBUFS No buffer space available"),
            entry(110, "ETIMEDOUT Connection timed out"),
            entry(ECONNRESET, "ECONNRESET Connection reset by peer"),
            entry(ECONNREFUSED, "ECONNREFUSED Connection refused"),
            entry(113, "EHOSTUNREACH No route to host"));

    private Errno() {}

    /** Name and text of an error number, for example {@code ENODEV No such device}; a number without one is shown. */
    public static String text(int errno) {
        return TEXTS.getOrDefault(errno, "errno " + errno);
    }

    /** What a person can do about an error number, as an addition in parentheses; empty if nothing general helps. */
    static String remedy(int errno, String capability) {
        return errno == EPERM || errno == EACCES ? " (grant " + capability + ")" : "";
    }
}
