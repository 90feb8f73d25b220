/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

/** A file descriptor that an event loop can wait for. */
public sealed interface NativeDescriptor extends AutoCloseable permits NativeSocket, ProcessDescriptor {

    /** The number of the file descriptor, for registration with an event loop. */
    int fd();

    /** Closes the file descriptor. Idempotent. */
    @Override
    void close();
}
