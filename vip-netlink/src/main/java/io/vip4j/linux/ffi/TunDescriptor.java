/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import io.vip4j.spi.PlatformException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A TUN device by the file descriptor that keeps it: the kernel removes the device when the last such descriptor is closed,
 * which a process that ends does however it ends. Child processes do not inherit it. Nothing is read from it: what the
 * kernel sends into the device waits in its queue or is dropped.
 */
public final class TunDescriptor implements AutoCloseable {

    private static final String CLONE_DEVICE = "/dev/net/tun";

    /** Of linux/if_tun.h; the same on x86_64 and aarch64. */
    private static final long TUNSETIFF = 0x400454CAL;

    private static final long TUNGETFEATURES = 0x800454CFL;

    /** IFF_TUN: packets without Ethernet. IFF_NO_PI: without a header. IFF_TUN_EXCL: not a device that is there. */
    private static final int FLAGS = 0x0001 | 0x1000 | 0x8000;

    private static final int IFREQ_OCTETS = 40;
    private static final int IFREQ_FLAGS = 16;

    private final String name;
    private final int fd;
    private boolean closed;

    private TunDescriptor(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /** Why this process can make none, for people; empty if it can. Makes none. */
    public static Optional<String> problem() {
        try {
            int fd = OpenFile.open(CLONE_DEVICE, OpenFile.O_RDWR, CLONE_DEVICE);
            try {
                control(fd, TUNGETFEATURES, new NativeMemory(Integer.BYTES), "TUNGETFEATURES");
                return Optional.empty();
            } finally {
                NativeLibrary.libc().close(fd);
            }
        } catch (SystemCallException e) {
            return Optional.of(e.getMessage() + remedy(e.errno()));
        }
    }

    /**
     * Makes a device in the network namespace of the calling thread.
     *
     * @param name 1..15 octets
     * @throws PlatformException if the kernel refuses; the message says what to do
     */
    public static TunDescriptor open(String name) {
        int fd = -1;
        try {
            fd = OpenFile.open(CLONE_DEVICE, OpenFile.O_RDWR | OpenFile.O_NONBLOCK, CLONE_DEVICE);
            NativeMemory request = new NativeMemory(IFREQ_OCTETS);
            request.nativeOrder()
                    .put(0, name.getBytes(StandardCharsets.US_ASCII))
                    .putShort(IFREQ_FLAGS, (short) FLAGS);
            control(fd, TUNSETIFF, request, "TUNSETIFF " + name);
            return new TunDescriptor(name, fd);
        } catch (SystemCallException e) {
            if (fd >= 0) {
                NativeLibrary.libc().close(fd);
            }
            throw new PlatformException(e.getMessage() + remedy(e.errno()), e);
        }
    }

    private static void control(int fd, long request, NativeMemory argument, String what) {
        LibC libc = NativeLibrary.libc();
        int result;
        int errno;
        try {
            do {
                result = libc.ioctl(fd, request, argument.address());
                errno = NativeLibrary.errno();
            } while (result < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(argument);
        }
        if (result < 0) {
            throw new SystemCallException("ioctl " + what, errno);
        }
    }

    private static String remedy(int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
                " (load the module tun; give a container the device: --device /dev/net/tun)";
            case Errno.EPERM, Errno.EACCES ->
                " (give a container the device: --device /dev/net/tun; a systemd unit: DeviceAllow=/dev/net/tun rw)";
            case Errno.EBUSY -> " (there is a device of this name that is not of this process: remove it)";
            case Errno.EMFILE -> " (raise the limit of open files, LimitNOFILE= of the unit or ulimit -n)";
            default -> "";
        };
    }

    /** Lets the kernel remove the device, which takes some ten milliseconds. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            NativeLibrary.libc().close(fd);
        }
    }

    @Override
    public String toString() {
        return "device " + name + "[fd=" + fd + "]";
    }
}
