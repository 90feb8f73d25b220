/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.spi.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A number that no other living platform of the same network namespace has. It is held by binding an abstract UNIX socket,
 * whose name belongs to the namespace and is free again when the process ends, however it ends. So whatever carries the
 * number of a slot that can be taken was left behind by a process that is dead.
 */
public final class ProcessSlot implements AutoCloseable {

    /** Platforms that can run in one network namespace at a time. */
    public static final int COUNT = 64;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int FAMILY_OCTETS = 2;

    private final int number;
    private final NativeSocket socket;

    private ProcessSlot(int number, NativeSocket socket) {
        this.number = number;
        this.socket = socket;
    }

    /**
     * Takes the lowest free slot of the namespace of the calling thread.
     *
     * @throws PlatformException if all are held
     */
    public static ProcessSlot take() {
        for (int candidate = 0; candidate < COUNT; candidate++) {
            Optional<ProcessSlot> taken = take(candidate);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw new PlatformException(
                "all " + COUNT + " slots for vip4j processes in this network namespace are held; ss -xl"
                        + " shows who holds @vip4j-slot-N: end some of them");
    }

    /**
     * Takes one slot of the namespace of the calling thread.
     *
     * @param number 0..63
     * @return empty if a living process holds it
     */
    static Optional<ProcessSlot> take(int number) {
        // Nobody can send to a stream socket that does not listen.
        NativeSocket socket = NativeSocket.openNonBlocking("AF_UNIX @vip4j-slot-" + number, AF_UNIX, SOCK_STREAM, 0);
        try {
            socket.bind(nameOf(number));
            return Optional.of(new ProcessSlot(number, socket));
        } catch (SystemCallException e) {
            socket.close();
            if (e.errno() == Errno.EADDRINUSE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether a living process holds a slot, this one included. In the namespace of the calling thread. */
    public static boolean isHeld(int number) {
        Optional<ProcessSlot> taken = take(number);
        taken.ifPresent(ProcessSlot::close);
        return taken.isEmpty();
    }

    /** Which one, 0..63. */
    public int number() {
        return number;
    }

    /** Gives it up. */
    @Override
    public void close() {
        socket.close();
    }

    /** {@code struct sockaddr_un} of a name that begins with a zero octet and ends with the structure. */
    private static NativeMemory nameOf(int number) {
        byte[] name = ("\0vip4j-slot-" + number).getBytes(StandardCharsets.US_ASCII);
        NativeMemory address = new NativeMemory(FAMILY_OCTETS + name.length);
        address.nativeOrder().putShort(0, (short) AF_UNIX).put(FAMILY_OCTETS, name);
        return address;
    }

    @Override
    public String toString() {
        return "slot " + number;
    }
}
