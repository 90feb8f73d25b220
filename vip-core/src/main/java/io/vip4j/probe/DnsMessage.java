/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A question of the class IN, and how its answers are read (RFC 1035 section 4, RFC 3596, RFC 2782).
 *
 * @param id 0..65535
 * @param name without the root's dot at the end, or with it
 */
record DnsMessage(int id, String name, DnsProbe.Type type) {

    private static final int CLASS_IN = 1;
    private static final int QUESTIONS_AT = 4;
    private static final int HEADER = 12;

    private static final int IS_ANSWER = 0x8000;
    private static final int IS_TRUNCATED = 0x0200;
    private static final int WANTS_RECURSION = 0x0100;
    private static final int CODE = 0x000f;

    private static final List<String> CODES =
            List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");

    /** What a server said. */
    sealed interface Answer {

        /** The records of the type that was asked for, as in a zone file; perhaps none. */
        record Records(List<String> texts) implements Answer {}

        /** A code other than NOERROR. */
        record Refusal(String code) implements Answer {}

        /** It was too long for a datagram. */
        record Truncated() implements Answer {}

        /** It belongs to another question. */
        record Foreign() implements Answer {}

        /** It cannot be read. */
        record Malformed(String why) implements Answer {}
    }

    static boolean isName(String text) {
        if (text.equals(".")) {
            return true;
        }
        String bare = withoutDot(text);
        if (bare.isEmpty() || bare.length() > 253) {
            return false;
        }
        for (String label : bare.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63 || label.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }

    private static String withoutDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** The question. */
    byte[] octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int number : new int[] {id, WANTS_RECURSION, 1, 0, 0, 0}) {
            write(octets, number);
        }
        String bare = withoutDot(name);
        if (!bare.isEmpty()) {
            for (String label : bare.split("\\.", -1)) {
                octets.write(label.length());
                octets.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
        }
        octets.write(0);
        write(octets, type.number());
        write(octets, CLASS_IN);
        return octets.toByteArray();
    }

    private static void write(ByteArrayOutputStream octets, int number) {
        octets.write(number >> 8);
        octets.write(number);
    }

    /** Reads what came. */
    Answer answer(byte[] octets) {
        DnsReader reader = new DnsReader(octets);
        try {
            int flags = octets.length < HEADER ? 0 : reader.at(2).number16();
            if ((flags & IS_ANSWER) == 0 || reader.at(0).number16() != id) {
                return new Answer.Foreign();
            }
            int code = flags & CODE;
            int questions = reader.at(QUESTIONS_AT).number16();
            int answers = reader.number16();
            reader.at(HEADER);
            // A server that could not read the question may leave it out.
            if (questions == 0 && code != 0) {
                return refusal(code);
            }
            if (questions != 1 || !isQuestion(reader)) {
                return new Answer.Foreign();
            }
            if ((flags & IS_TRUNCATED) != 0) {
                return new Answer.Truncated();
            }
            return code == 0 ? new Answer.Records(records(reader, answers)) : refusal(code);
        } catch (DnsReader.MalformedException e) {
            return new Answer.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Answer refusal(int code) {
        return new Answer.Refusal(code < CODES.size() ? CODES.get(code) : "RCODE " + code);
    }

    private boolean isQuestion(DnsReader reader) throws DnsReader.MalformedException {
        String asked = withoutDot(reader.name());
        return asked.toLowerCase(Locale.ROOT).equals(withoutDot(name).toLowerCase(Locale.ROOT))
                && reader.number16() == type.number()
                && reader.number16() == CLASS_IN;
    }

    private List<String> records(DnsReader reader, int count) throws DnsReader.MalformedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reader.name();
            int typeOfRecord = reader.number16();
            boolean wanted = reader.number16() == CLASS_IN && typeOfRecord == type.number();
            reader.skip(4); // time to live
            int length = reader.number16();
            int end = reader.position() + length;
            reader.requireUntil(end);
            if (wanted) {
                texts.add(text(reader, end));
            }
            reader.at(end);
        }
        return texts;
    }

    private String text(DnsReader reader, int end) throws DnsReader.MalformedException {
        return switch (type) {
            case A -> IpAddress.ofOctets(reader.take(4)).toString();
            case AAAA -> IpAddress.ofOctets(reader.take(16)).toString();
            case NS, CNAME, PTR -> reader.name();
            case MX -> reader.number16() + " " + reader.name();
            case SRV -> reader.number16() + " " + reader.number16() + " " + reader.number16() + " " + reader.name();
            case TXT -> {
                StringBuilder text = new StringBuilder();
                while (reader.position() < end) {
                    text.append(new String(reader.take(reader.number8()), StandardCharsets.UTF_8));
                }
                yield text.toString();
            }
        };
    }
}
