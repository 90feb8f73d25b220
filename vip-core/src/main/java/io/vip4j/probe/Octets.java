/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that do not change. Two with the same octets are equal. */
public final class Octets {

    private static final int SHOWN = 60;

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these. */
    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    /** A text in UTF-8. */
    public static Octets ofText(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is left of a buffer, copied; its position stays. */
    static Octets copyOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new Octets(bytes);
    }

    /** The first octets of a buffer, as many as are shown; its position stays. */
    static Octets beginningOf(ByteBuffer buffer) {
        return copyOf(buffer.slice(buffer.position(), Math.min(buffer.remaining(), SHOWN + 1)));
    }

    /** How many. */
    public int length() {
        return bytes.length;
    }

    /** To read from. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** As text in UTF-8; what is none becomes U+FFFD. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Where these begin in a buffer, counted from its position, at or after an index; -1 if they do not. */
    int indexIn(ByteBuffer buffer, int from) {
        for (int start = from; start <= buffer.remaining() - bytes.length; start++) {
            if (beginAt(buffer, buffer.position() + start)) {
                return start;
            }
        }
        return -1;
    }

    private boolean beginAt(ByteBuffer buffer, int position) {
        for (int i = 0; i < bytes.length; i++) {
            if (buffer.get(position + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The first of them in quotes, those that are no visible ASCII escaped as in Java. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
            append(text, bytes[i] & 0xff);
        }
        return text.append(bytes.length > SHOWN ? "\"..." : "\"").toString();
    }

    private static void append(StringBuilder text, int octet) {
        switch (octet) {
            case '\r' -> text.append("\\r");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '"', '\\' -> text.append('\\').append((char) octet);
            default -> {
                if (octet >= 0x20 && octet < 0x7f) {
                    text.append((char) octet);
                } else {
                    text.append(String.format("\\x%02x", octet));
                }
            }
        }
    }
}
