/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import jnr.ffi.types.intptr_t;
import jnr.ffi.types.ssize_t;

/**
 * The functions of the C library that are used, with addresses as plain numbers. None has six arguments: jnr-ffi passes
 * garbage as the sixth of an all-primitive call on x86_64 (jnr-ffi issue 181), so sendto and recvfrom must not be
 * added.
 */
public interface LibC {

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol);

    /** {@code close(2)}. */
    int close(int fd);

    /** {@code bind(2)}. */
    int bind(int fd, @intptr_t long address, int length);

    /** {@code connect(2)}. */
    int connect(int fd, @intptr_t long address, int length);

    /** {@code listen(2)}. */
    int listen(int fd, int backlog);

    /** {@code accept4(2)}. */
    int accept4(int fd, @intptr_t long address, @intptr_t long length, int flags);

    /** {@code setsockopt(2)}. */
    int setsockopt(int fd, int level, int name, @intptr_t long value, int length);

    /** {@code sendmsg(2)}. */
    @ssize_t
    long sendmsg(int fd, @intptr_t long header, int flags);

    /** {@code recvmsg(2)}. */
    @ssize_t
    long recvmsg(int fd, @intptr_t long header, int flags);

    /** {@code sendmmsg(2)}. */
    int sendmmsg(int fd, @intptr_t long headers, int count, int flags);

    /** {@code recvmmsg(2)}; a timeout of 0 is none. */
    int recvmmsg(int fd, @intptr_t long headers, int count, int flags, @intptr_t long timeout);

    /** {@code open(2)} with the third argument that is read only when a file is created. */
    int open(@intptr_t long path, int flags, int mode);

    /** {@code clock_gettime(2)}. */
    int clock_gettime(int clock, @intptr_t long time);

    /**
     * {@code ioctl(2)} with an argument in memory. Its arguments are variable, which makes no difference for integers on
     * x86_64 and aarch64.
     */
    int ioctl(int fd, @intptr_t long request, @intptr_t long argument);

    /** {@code setns(2)}. */
    int setns(int fd, int type);

    /** {@code sched_setscheduler(2)}; a thread of 0 is the calling one. */
    int sched_setscheduler(int thread, int policy, @intptr_t long parameters);

    /** {@code poll(2)}; {@code count} is an unsigned long of the C library. */
    int poll(@intptr_t long descriptors, @intptr_t long count, int timeoutMillis);

    /**
     * {@code syscall(2)} with two arguments, for calls that the C library may not have. Its arguments are variable, which
     * makes no difference for integers on x86_64 and aarch64.
     */
    @intptr_t
    long syscall(@intptr_t long number, @intptr_t long first, @intptr_t long second);
}
