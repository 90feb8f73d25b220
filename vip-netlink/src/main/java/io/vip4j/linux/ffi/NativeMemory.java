/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap that the kernel may read and write, zero at first. It is freed when this object is
 * unreachable, so whoever gives its address away keeps the object.
 */
public final class NativeMemory {

    private final ByteBuffer nativeOrder;
    private final ByteBuffer networkOrder;
    private final long address;

    /** @param octets size, 1 or more */
    public NativeMemory(int octets) {
        this.nativeOrder = ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
        this.networkOrder = nativeOrder.duplicate().order(ByteOrder.BIG_ENDIAN);
        this.address = NativeLibrary.address(nativeOrder);
    }

    /** The memory in the order of the processor. Always the same buffer. */
    public ByteBuffer nativeOrder() {
        return nativeOrder;
    }

    /** The memory in network byte order. Always the same buffer. */
    public ByteBuffer networkOrder() {
        return networkOrder;
    }

    /** Size in octets. */
    public int size() {
        return nativeOrder.capacity();
    }

    long address() {
        return address;
    }
}
