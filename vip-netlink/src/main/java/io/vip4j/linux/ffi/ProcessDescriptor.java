/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import io.vip4j.spi.PlatformException;
import java.lang.ref.Reference;
import java.util.Optional;

/**
 * A process by a file descriptor (pidfd_open(2), Linux 5.3), which goes on to mean that process when its number is used
 * again. It can be read when the process has ended, even while its parent has not asked for its exit status. Used by one
 * thread.
 */
public final class ProcessDescriptor implements NativeDescriptor {

    /** The same number on x86_64 and aarch64. The C library has a function for it only since glibc 2.36. */
    private static final long SYS_PIDFD_OPEN = 434;

    private static final short POLLIN = 1;
    private static final int POLL_FD_OCTETS = 8;
    private static final int REVENTS = 6;

    private final long pid;
    private final int fd;
    private final NativeMemory pollFd = new NativeMemory(POLL_FD_OCTETS);
    private boolean closed;

    private ProcessDescriptor(long pid, int fd) {
        this.pid = pid;
        this.fd = fd;
        pollFd.nativeOrder().putInt(0, fd).putShort(4, POLLIN);
    }

    /**
     * Opens a process.
     *
     * @param pid its number, 1 or more
     * @return empty if there is no such process
     * @throws PlatformException if the kernel refuses; the message says what to do
     */
    public static Optional<ProcessDescriptor> open(long pid) {
        if (pid < 1 || pid > Integer.MAX_VALUE) {
            throw new PlatformException("number of a process must be 1.." + Integer.MAX_VALUE + ": " + pid);
        }
        LibC libc = NativeLibrary.libc();
        long fd = libc.syscall(SYS_PIDFD_OPEN, pid, 0);
        int errno = NativeLibrary.errno();
        if (fd >= 0) {
            return Optional.of(new ProcessDescriptor(pid, (int) fd));
        }
        if (errno == Errno.ESRCH) {
            return Optional.empty();
        }
        throw new PlatformException("pidfd_open " + pid + ": " + Errno.text(errno) + remedy(errno));
    }

    private static String remedy(int errno) {
        return switch (errno) {
            case Errno.ENOSYS -> " (watching processes needs Linux 5.3)";
            case Errno.EPERM -> " (a seccomp profile, as of a container, forbids it: allow pidfd_open)";
            case Errno.EINVAL, Errno.ENOENT -> " (this is the number of a thread: give that of its process)";
            case Errno.EMFILE -> " (raise the limit of open files, LimitNOFILE= of the unit or ulimit -n)";
            default -> "";
        };
    }

    @Override
    public int fd() {
        return fd;
    }

    /** Whether the process has ended. */
    public boolean hasEnded() {
        LibC libc = NativeLibrary.libc();
        int ready;
        int errno;
        try {
            do {
                ready = libc.poll(pollFd.address(), 1, 0);
                errno = NativeLibrary.errno();
            } while (ready < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(pollFd);
        }
        return ready > 0 && (pollFd.nativeOrder().getShort(REVENTS) & POLLIN) != 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            NativeLibrary.libc().close(fd);
        }
    }

    @Override
    public String toString() {
        return "process " + pid + "[fd=" + fd + "]";
    }
}
