/* SPDX-License-Identifier: Apache-2.0 */
/**
 * System calls of Linux on x86_64 and aarch64, bound by jnr-ffi, which no other package touches. A call is wrapped
 * once: the wrapper retries EINTR, reads errno in the next statement and throws
 * {@link io.vip4j.linux.ffi.SystemCallException}; nobody else sees a -1.
 *
 * <p>Memory that the kernel reads or writes is a direct buffer in native order whose address is taken once. Constants
 * are those of the kernel's generic ABI, which both architectures share.
 */
@NullMarked
package io.vip4j.linux.ffi;

import org.jspecify.annotations.NullMarked;
