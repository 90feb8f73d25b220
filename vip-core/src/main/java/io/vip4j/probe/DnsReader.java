/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the parts of a DNS message, never beyond its end. */
final class DnsReader {

    private static final int LONGEST_NAME = 255;

    private final byte[] octets;
    private int position;

    /** The message ends early, or a name in it has no end. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    DnsReader(byte[] octets) {
        this.octets = octets;
    }

    DnsReader at(int value) throws MalformedException {
        requireUntil(value);
        position = value;
        return this;
    }

    int position() {
        return position;
    }

    void requireUntil(int end) throws MalformedException {
        if (end > octets.length) {
            throw new MalformedException("it ends after " + octets.length + " octets");
        }
    }

    void skip(int count) throws MalformedException {
        at(position + count);
    }

    int number8() throws MalformedException {
        requireUntil(position + 1);
        return octets[position++] & 0xff;
    }

    int number16() throws MalformedException {
        return (number8() << 8) | number8();
    }

    byte[] take(int count) throws MalformedException {
        requireUntil(position + count);
        position += count;
        return Arrays.copyOfRange(octets, position - count, position);
    }

    /** A name with the root's dot at its end (RFC 1035 section 4.1.4). */
    String name() throws MalformedException {
        StringBuilder name = new StringBuilder();
        int resumeAt = -1;
        int lowest = position;
        while (true) {
            int length = number8();
            if (length == 0) {
                break;
            }
            if (length < 0x40) {
                name.append(ServerText.of(new String(take(length), StandardCharsets.US_ASCII)))
                        .append('.');
            } else if (length >= 0xc0) {
                int target = ((length & 0x3f) << 8) | number8();
                resumeAt = resumeAt < 0 ? position : resumeAt;
                // A pointer goes back, so that no ring of them has no end.
                if (target >= lowest) {
                    throw new MalformedException("a name that points forward");
                }
                lowest = target;
                position = target;
            } else {
                throw new MalformedException("a label of unknown kind");
            }
            if (name.length() > LONGEST_NAME) {
                throw new MalformedException("a name of more than " + LONGEST_NAME + " octets");
            }
        }
        position = resumeAt < 0 ? position : resumeAt;
        return name.isEmpty() ? "." : name.toString();
    }
}
