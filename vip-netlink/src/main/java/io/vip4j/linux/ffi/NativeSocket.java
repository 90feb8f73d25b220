/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/** A socket by its file descriptor. Not for two threads at a time, except {@link #close}. */
public final class NativeSocket implements NativeDescriptor {

    /** Answer of {@link #receive} when nothing is waiting. */
    public static final int NOTHING = Integer.MIN_VALUE;

    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;

    private final String name;
    private final int fd;
    private boolean closed;

    private NativeSocket(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /**
     * Opens a socket that does not block and is not inherited by child processes.
     *
     * @param name for error messages
     * @throws SystemCallException if the kernel refuses
     */
    public static NativeSocket openNonBlocking(String name, int domain, int type, int protocol) {
        return open(name, domain, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
    }

    /** As {@link #openNonBlocking}, but calls wait; set a timeout. */
    public static NativeSocket openBlocking(String name, int domain, int type, int protocol) {
        return open(name, domain, type | SOCK_CLOEXEC, protocol);
    }

    private static NativeSocket open(String name, int domain, int type, int protocol) {
        LibC libc = NativeLibrary.libc();
        int fd;
        int errno;
        do {
            fd = libc.socket(domain, type, protocol);
            errno = NativeLibrary.errno();
        } while (fd < 0 && errno == Errno.EINTR);
        if (fd < 0) {
            throw new SystemCallException("socket " + name, errno);
        }
        return new NativeSocket(name, fd);
    }

    @Override
    public int fd() {
        return fd;
    }

    /**
     * Sets an option that is an int.
     *
     * @param optionName for error messages
     */
    public void setOption(String optionName, int level, int option, int value) {
        NativeMemory memory = new NativeMemory(Integer.BYTES);
        memory.nativeOrder().putInt(0, value);
        setOption(optionName, level, option, memory);
    }

    /**
     * Sets the size of the receive buffer beyond net.core.rmem_max. In a user namespace, for example of a rootless
     * container, that is forbidden even with CAP_NET_ADMIN; then the size is cut to net.core.rmem_max.
     *
     * @param octets of data; the kernel adds as much for its own use
     */
    public void setReceiveBuffer(int octets) {
        try {
            setOption("SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE, octets);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EPERM) {
                throw e;
            }
            setOption("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, octets);
        }
    }

    /** Sets an option that is text. */
    public void setOption(String optionName, int level, int option, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = new NativeMemory(text.length + 1);
        memory.nativeOrder().put(0, text);
        setOption(optionName + " " + value, level, option, memory);
    }

    /** Sets an option that is a structure. */
    public void setOption(String optionName, int level, int option, NativeMemory value) {
        LibC libc = NativeLibrary.libc();
        int result;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                result = libc.setsockopt(fd, level, option, value.address(), value.size());
                errno = NativeLibrary.errno();
            } while (result < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(value);
        }
        if (result < 0) {
            throw new SystemCallException("setsockopt " + optionName + " on " + name, errno);
        }
    }

    /** Binds to a socket address. */
    public void bind(NativeMemory address) {
        LibC libc = NativeLibrary.libc();
        int result;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                result = libc.bind(fd, address.address(), address.size());
                errno = NativeLibrary.errno();
            } while (result < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(address);
        }
        if (result < 0) {
            throw new SystemCallException("bind " + name, errno);
        }
    }

    /**
     * Begins to connect a stream socket, or asks how far that has come.
     *
     * @return 0: it is connected; {@link Errno#EINPROGRESS} or {@link Errno#EALREADY}: it is under way; otherwise the
     *     error number of the attempt, which is over
     */
    public int connect(NativeMemory address) {
        LibC libc = NativeLibrary.libc();
        int result;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            result = libc.connect(fd, address.address(), address.size());
            errno = NativeLibrary.errno();
        } finally {
            Reference.reachabilityFence(address);
        }
        if (result == 0 || errno == Errno.EISCONN) {
            return 0;
        }
        return errno == Errno.EINTR ? Errno.EINPROGRESS : errno; // Interrupted, it goes on all the same.
    }

    /**
     * Lets others connect.
     *
     * @param backlog how many may wait to be accepted
     */
    public void listen(int backlog) {
        int result = NativeLibrary.libc().listen(fd, backlog);
        int errno = NativeLibrary.errno();
        if (result < 0) {
            throw new SystemCallException("listen " + name, errno);
        }
    }

    /**
     * Accepts one connection, which does not block and is not inherited by child processes.
     *
     * @param address takes the address of the other end
     * @return its file descriptor, for {@link #adopt}; {@link #NOTHING} if nobody waits; otherwise the negated error
     *     number
     */
    public int accept(NativeMemory address) {
        NativeMemory length = new NativeMemory(Integer.BYTES);
        LibC libc = NativeLibrary.libc();
        int accepted;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                length.nativeOrder().putInt(0, address.size());
                accepted = libc.accept4(fd, address.address(), length.address(), SOCK_CLOEXEC | SOCK_NONBLOCK);
                errno = NativeLibrary.errno();
            } while (accepted < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(address);
            Reference.reachabilityFence(length);
        }
        if (accepted >= 0) {
            return accepted;
        }
        return errno == Errno.EAGAIN ? NOTHING : -errno;
    }

    /**
     * Makes a socket of a descriptor that {@link #accept} has returned.
     *
     * @param name for error messages
     */
    public static NativeSocket adopt(String name, int fd) {
        return new NativeSocket(name, fd);
    }

    /**
     * Sends the first octets of the data buffer. On success nothing is allocated.
     *
     * @return 0, or the error number
     */
    public int send(MessageHeader header, int length) {
        long address = header.prepare(length);
        LibC libc = NativeLibrary.libc();
        long sent;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                sent = libc.sendmsg(fd, address, MSG_NOSIGNAL);
                errno = NativeLibrary.errno();
            } while (sent < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(header);
        }
        return sent < 0 ? errno : 0;
    }

    /**
     * Sends messages of a batch in one system call, in their order, until the kernel refuses one. On success nothing is
     * allocated.
     *
     * @param first which one to begin with; there must be one
     * @return how many were sent; if the first one was refused, its negated error number
     */
    public int send(OutgoingBatch batch, int first) {
        LibC libc = NativeLibrary.libc();
        int sent;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                sent = libc.sendmmsg(fd, batch.address(first), batch.size() - first, MSG_NOSIGNAL);
                errno = NativeLibrary.errno();
            } while (sent < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(batch);
        }
        return sent < 0 ? -errno : sent;
    }

    /**
     * Receives one message into the data buffer, from index 0. On success nothing is allocated. A message that is
     * longer than the buffer is cut.
     *
     * @return the length; {@link #NOTHING} if nothing is waiting (or, on a blocking socket, the timeout has passed);
     *     otherwise the negated error number
     */
    public int receive(MessageHeader header) {
        long address = header.prepare(header.data().size());
        LibC libc = NativeLibrary.libc();
        long received;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                received = libc.recvmsg(fd, address, 0);
                errno = NativeLibrary.errno();
            } while (received < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(header);
        }
        if (received >= 0) {
            return (int) received;
        }
        return errno == Errno.EAGAIN ? NOTHING : -errno;
    }

    /**
     * Receives as many messages as wait and the batch has room for, in one system call. On success nothing is allocated.
     * A message that is longer than its buffer is cut.
     *
     * @return how many; {@link #NOTHING} if nothing is waiting; otherwise the negated error number
     */
    public int receive(MessageBatch batch) {
        long address = batch.prepare();
        LibC libc = NativeLibrary.libc();
        int received;
        int errno;
        // The memory must not be freed before the call returns.
        try {
            do {
                received = libc.recvmmsg(fd, address, batch.size(), 0, 0);
                errno = NativeLibrary.errno();
            } while (received < 0 && errno == Errno.EINTR);
        } finally {
            Reference.reachabilityFence(batch);
        }
        if (received >= 0) {
            batch.received(received);
            return received;
        }
        return errno == Errno.EAGAIN ? NOTHING : -errno;
    }

    /** Closes the file descriptor. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // Not retried on EINTR: Linux has freed the descriptor even then, and its number may be in use again.
        NativeLibrary.libc().close(fd);
    }

    @Override
    public String toString() {
        return name + "[fd=" + fd + "]";
    }
}
