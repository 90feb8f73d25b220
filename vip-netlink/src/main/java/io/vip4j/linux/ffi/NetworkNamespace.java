/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.file.Path;

/**
 * A network namespace that threads can enter. Sockets belong to the namespace of the thread that opens them. Entering
 * needs CAP_SYS_ADMIN. The namespace lives at least as long as this object is open.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final int CLONE_NEWNET = 0x40000000;

    private final Path file;
    private final int fd;
    private boolean closed;

    private NetworkNamespace(Path file, int fd) {
        this.file = file;
        this.fd = fd;
    }

    /**
     * Opens the file that stands for a namespace, for example {@code /run/netns/blue}.
     *
     * @throws SystemCallException if it cannot be opened
     */
    public static NetworkNamespace open(Path file) {
        NativeLibrary.load();
        return new NetworkNamespace(file, OpenFile.open(file.toString(), 0, "network namespace " + file));
    }

    /**
     * Moves the calling thread into the namespace.
     *
     * @throws SystemCallException if the file is not a network namespace or CAP_SYS_ADMIN is missing
     */
    public synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("network namespace " + file + " is closed");
        }
        int result = NativeLibrary.libc().setns(fd, CLONE_NEWNET);
        int errno = NativeLibrary.errno();
        if (result < 0) {
            throw new SystemCallException("setns to network namespace " + file, errno);
        }
    }

    /** Frees the file descriptor; threads stay where they are. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            NativeLibrary.libc().close(fd);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
