/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/** Opens files whose descriptors are needed, which those of Java do not show. */
final class OpenFile {

    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private OpenFile() {}

    /**
     * Opens a file that exists, so that child processes do not inherit it.
     *
     * @param flags O_ bits
     * @param what for error messages
     * @return the descriptor
     * @throws SystemCallException if the kernel refuses
     */
    static int open(String path, int flags, String what) {
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        NativeMemory text = new NativeMemory(octets.length + 1);
        text.nativeOrder().put(0, octets);
        LibC libc = NativeLibrary.libc();
        int fd;
        int errno;
        try {
            do {
                fd = libc.open(text.address(), flags | O_CLOEXEC, 0);
                errno = NativeLibrary.errno();
            } while (fd < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(text);
        }
        if (fd < 0) {
            throw new SystemCallException("open " + what, errno);
        }
        return fd;
    }
}
