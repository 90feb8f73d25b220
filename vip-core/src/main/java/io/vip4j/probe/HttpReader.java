/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 answer as it comes (RFC 9112). Does no IO and never throws, whatever it is given. Tolerates lines
 * that end without CR, and folded header lines; of a body it keeps 64 KiB and takes the rest for read. Used by one thread
 * at a time.
 */
final class HttpReader {

    static final int MAX_HEAD = 32 * 1024;
    static final int MAX_BODY = 64 * 1024;
    private static final int MAX_LINE = 8 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(;.*)?");

    private enum Stage {
        STATUS_LINE,
        HEADERS,
        BODY_OF_LENGTH,
        BODY_UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        COMPLETE,
        BAD
    }

    private final boolean bodiless;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<HttpAnswer.Field> headers = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Stage stage = Stage.STATUS_LINE;
    private int headOctets;
    private int status;
    private long octetsLeft;
    private String problem = "";

    /**
     * @param bodiless the request was HEAD
     */
    HttpReader(boolean bodiless) {
        this.bodiless = bodiless;
    }

    /** Reads on; takes all octets unless it needs no more. */
    void read(ByteBuffer received) {
        while (received.hasRemaining() && stage != Stage.COMPLETE && stage != Stage.BAD) {
            switch (stage) {
                case BODY_OF_LENGTH, BODY_UNTIL_CLOSE, CHUNK -> readBody(received);
                default -> readLine(received.get());
            }
        }
    }

    /** The connection was closed: the end of some bodies, and too early for others. */
    void end() {
        if (stage == Stage.BODY_UNTIL_CLOSE) {
            stage = Stage.COMPLETE;
        } else if (stage == Stage.STATUS_LINE && headOctets == 0) {
            bad("the connection was closed without an answer");
        } else if (stage != Stage.COMPLETE && stage != Stage.BAD) {
            bad("the connection was closed in the middle of the " + (hasHead() ? "body" : "head"));
        }
    }

    /** The status code once the head is there. */
    Optional<Integer> status() {
        return hasHead() ? Optional.of(status) : Optional.empty();
    }

    /** The answer once it has come entirely. */
    Optional<HttpAnswer> answer() {
        return stage == Stage.COMPLETE
                ? Optional.of(new HttpAnswer(status, headers, Octets.of(body.toByteArray())))
                : Optional.empty();
    }

    /** Why this is no answer; empty: it may be one. */
    String problem() {
        return problem;
    }

    private boolean hasHead() {
        return stage != Stage.STATUS_LINE && stage != Stage.HEADERS && stage != Stage.BAD;
    }

    private void bad(String what) {
        stage = Stage.BAD;
        problem = what;
    }

    private void readBody(ByteBuffer received) {
        int count = received.remaining();
        if (stage != Stage.BODY_UNTIL_CLOSE) {
            count = (int) Math.min(count, octetsLeft);
            octetsLeft -= count;
        }
        int kept = Math.min(count, MAX_BODY - body.size());
        byte[] octets = new byte[kept];
        received.get(octets).position(received.position() + count - kept);
        body.write(octets, 0, kept);
        if (body.size() >= MAX_BODY) {
            stage = Stage.COMPLETE;
        } else if (octetsLeft == 0 && stage != Stage.BODY_UNTIL_CLOSE) {
            stage = stage == Stage.CHUNK ? Stage.CHUNK_END : Stage.COMPLETE;
        }
    }

    private void readLine(byte octet) {
        if (stage != Stage.CHUNK_SIZE && stage != Stage.CHUNK_END) {
            headOctets++;
        }
        if (octet != '\n') {
            line.write(octet);
            if (line.size() > MAX_LINE || headOctets > MAX_HEAD) {
                bad("the head of the answer is too long" + (status == 0 ? ": it begins " + shown() : ""));
            } else if (stage == Stage.STATUS_LINE && line.size() <= 5 && octet != "HTTP/".charAt(line.size() - 1)) {
                bad("not an HTTP/1 answer: it begins " + shown()); // At once: it may never send a line.
            }
            return;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        take(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void take(String text) {
        switch (stage) {
            case STATUS_LINE -> takeStatusLine(text);
            case HEADERS -> takeHeader(text);
            case CHUNK_SIZE -> takeChunkSize(text);
            case CHUNK_END -> {
                stage = Stage.CHUNK_SIZE;
                if (!text.isEmpty()) {
                    bad("a chunk of the body is longer than it says");
                }
            }
            default -> {
                if (text.isEmpty()) {
                    stage = Stage.COMPLETE; // The end of the trailers.
                }
            }
        }
    }

    private void takeStatusLine(String text) {
        Matcher matcher = STATUS_LINE.matcher(text);
        if (matcher.matches()) {
            status = Integer.parseInt(matcher.group(1));
            stage = Stage.HEADERS;
        } else {
            bad("not an HTTP/1 answer: it begins " + Octets.ofText(text));
        }
    }

    private void takeHeader(String text) {
        if (text.isEmpty()) {
            takeHead();
            return;
        }
        char first = text.charAt(0);
        if ((first == ' ' || first == '\t') && !headers.isEmpty()) {
            HttpAnswer.Field last = headers.remove(headers.size() - 1);
            headers.add(new HttpAnswer.Field(last.name(), last.value() + " " + text.strip()));
            return;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon);
        if (!HttpHeader.TOKEN.matcher(name).matches()) {
            bad("not a header line: " + Octets.ofText(text));
            return;
        }
        headers.add(new HttpAnswer.Field(
                name.toLowerCase(Locale.ROOT), text.substring(colon + 1).strip()));
    }

    private void takeHead() {
        if (status < 200 && status != 101) { // Interim: the answer is still to come (RFC 9110 15.2).
            headers.clear();
            stage = Stage.STATUS_LINE;
            return;
        }
        if (bodiless || status < 200 || status == 204 || status == 304) {
            stage = Stage.COMPLETE;
            return;
        }
        List<String> codings = values("transfer-encoding");
        if (!codings.isEmpty()) {
            String last = codings.get(codings.size() - 1).toLowerCase(Locale.ROOT);
            stage = last.endsWith("chunked") ? Stage.CHUNK_SIZE : Stage.BODY_UNTIL_CLOSE;
            return;
        }
        List<String> lengths = values("content-length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            stage = Stage.BODY_UNTIL_CLOSE;
        } else if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
            bad("Content-Length is no number: " + Octets.ofText(String.join(", ", lengths)));
        } else {
            octetsLeft = Long.parseLong(lengths.get(0));
            stage = octetsLeft == 0 ? Stage.COMPLETE : Stage.BODY_OF_LENGTH;
        }
    }

    private void takeChunkSize(String text) {
        Matcher matcher = CHUNK_SIZE.matcher(text);
        if (!matcher.matches()) {
            bad("not the size of a chunk: " + Octets.ofText(text));
            return;
        }
        octetsLeft = Long.parseLong(matcher.group(1), 16);
        stage = octetsLeft == 0 ? Stage.TRAILERS : Stage.CHUNK;
    }

    private List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(HttpAnswer.Field::value)
                .toList();
    }

    private String shown() {
        return Octets.of(line.toByteArray()).toString();
    }
}
