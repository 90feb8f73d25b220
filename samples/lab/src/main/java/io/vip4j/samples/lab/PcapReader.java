/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Reads the classic capture format as it is written, up to its end. */
final class PcapReader {

    private static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int MAX_FRAME = 262_144;

    private PcapReader() {}

    /**
     * Hands over each frame with its time.
     *
     * @throws IOException if the stream is not such a capture, or ends inside a record
     */
    static void read(InputStream stream, BiConsumer<Instant, byte[]> consumer) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        ByteOrder order = order(ByteBuffer.wrap(in.readNBytes(FILE_HEADER)));
        while (true) {
            byte[] start = in.readNBytes(RECORD_HEADER);
            if (start.length == 0) {
                return;
            }
            if (start.length < RECORD_HEADER) {
                throw new EOFException("capture ends inside a record header");
            }
            ByteBuffer header = ByteBuffer.wrap(start).order(order);
            int length = header.getInt(8);
            if (length < 0 || length > MAX_FRAME) {
                throw new IOException("captured length must be 0.." + MAX_FRAME + ": " + length);
            }
            byte[] frame = new byte[length];
            in.readFully(frame);
            long seconds = Integer.toUnsignedLong(header.getInt(0));
            consumer.accept(Instant.ofEpochSecond(seconds, header.getInt(4) * 1000L), frame);
        }
    }

    private static ByteOrder order(ByteBuffer header) throws IOException {
        if (header.limit() < FILE_HEADER) {
            throw new EOFException("capture ends inside its header");
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            if (header.order(order).getInt(0) == MAGIC_MICROSECONDS) {
                return order;
            }
        }
        throw new IOException("not a capture with microseconds: it starts with "
                + Integer.toHexString(header.order(ByteOrder.BIG_ENDIAN).getInt(0)));
    }
}
