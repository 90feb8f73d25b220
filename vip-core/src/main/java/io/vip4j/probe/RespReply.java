/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reply in RESP2, the serialization protocol of Redis. */
sealed interface RespReply {

    /** Replies that are nested deeper are refused; those of ROLE are nested three deep. */
    int DEEPEST = 8;

    /** A simple or bulk string, an integer; a null is an empty string. */
    record Text(String value) implements RespReply {}

    /** An error, its code word first. */
    record Failure(String text) implements RespReply {}

    /** An array; a null is empty. */
    record Array(List<RespReply> elements) implements RespReply {

        /** Copies the elements. */
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** Octets that are no RESP. */
    final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Takes the next reply; if it is not there entirely yet nothing is taken. */
    static Optional<RespReply> take(ByteBuffer from) throws MalformedException {
        int start = from.position();
        Optional<RespReply> reply = read(from, DEEPEST);
        if (reply.isEmpty()) {
            from.position(start);
        }
        return reply;
    }

    private static Optional<RespReply> read(ByteBuffer from, int depth) throws MalformedException {
        Optional<String> line = line(from);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        if (line.get().isEmpty()) {
            throw new MalformedException("an empty line");
        }
        String rest = line.get().substring(1);
        return switch (line.get().charAt(0)) {
            case '+', ':' -> Optional.of(new Text(rest));
            case '-' -> Optional.of(new Failure(rest));
            case '$' -> bulk(from, length(rest));
            case '*' -> array(from, length(rest), depth);
            default -> throw new MalformedException("a line that starts with " + ServerText.of(line.get()));
        };
    }

    private static Optional<RespReply> bulk(ByteBuffer from, int length) throws MalformedException {
        if (length < 0) {
            return Optional.of(new Text(""));
        }
        if (from.remaining() < length + 2) {
            return Optional.empty();
        }
        byte[] text = new byte[length];
        from.get(text);
        if (from.get() != '\r' || from.get() != '\n') {
            throw new MalformedException("a string longer than its length");
        }
        return Optional.of(new Text(new String(text, StandardCharsets.UTF_8)));
    }

    private static Optional<RespReply> array(ByteBuffer from, int length, int depth) throws MalformedException {
        if (depth == 0) {
            throw new MalformedException("arrays nested too deep");
        }
        List<RespReply> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Optional<RespReply> element = read(from, depth - 1);
            if (element.isEmpty()) {
                return Optional.empty();
            }
            elements.add(element.get());
        }
        return Optional.of(new Array(elements));
    }

    private static int length(String text) throws MalformedException {
        try {
            int length = Integer.parseInt(text);
            if (length >= -1 && length <= 64 * 1024) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new MalformedException("a length of " + ServerText.of(text));
        }
        throw new MalformedException("a length of " + text);
    }

    private static Optional<String> line(ByteBuffer from) {
        for (int i = from.position(); i + 1 < from.limit(); i++) {
            if (from.get(i) == '\r' && from.get(i + 1) == '\n') {
                byte[] text = new byte[i - from.position()];
                from.get(text).position(i + 2);
                return Optional.of(new String(text, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
