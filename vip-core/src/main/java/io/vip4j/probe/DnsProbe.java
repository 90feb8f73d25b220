/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks a DNS server one question over UDP, and again over TCP if the answer was truncated (RFC 1035 section 4.2). Healthy
 * if there are answers of the type and all expected ones are among them; NXDOMAIN, SERVFAIL, REFUSED and an empty answer
 * are failures. A datagram is sent once: what the network loses is a failure too, which {@code fall} is for.
 *
 * @param server address or name of the server; resolved anew for each question
 * @param port 1..65535
 * @param name the name that is asked for, in ASCII
 * @param type the type that is asked for
 * @param expected answers that must be there, written as in a zone file: an address, {@code 10 mail.example.}; empty: any
 */
public record DnsProbe(String server, int port, String name, Type type, Set<String> expected) implements Probe {

    private static final SecureRandom IDS = new SecureRandom();
    private static final int LONGEST_DATAGRAM = 64 * 1024;

    /** Types of records. */
    public enum Type {
        /** IPv4 address. */
        A(1),
        /** Name server. */
        NS(2),
        /** Alias. */
        CNAME(5),
        /** Name of an address. */
        PTR(12),
        /** Mail exchange: preference and host. */
        MX(15),
        /** Text. */
        TXT(16),
        /** IPv6 address. */
        AAAA(28),
        /** Service: priority, weight, port and host. */
        SRV(33);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Checks the ranges. */
    public DnsProbe {
        expected = expected.stream().map(DnsProbe::canonical).collect(Collectors.toUnmodifiableSet());
        Destination.check(server, port);
        if (!DnsMessage.isName(name)) {
            throw new ConfigurationException("check name must be a DNS name: " + ServerText.of(name));
        }
    }

    private static String canonical(String answer) {
        return IpAddress.tryParse(answer).map(IpAddress::toString).orElse(answer);
    }

    /** Any answer is good. */
    public DnsProbe(String server, int port, String name, Type type) {
        this(server, port, name, type, Set.of());
    }

    /** These answers must be there. */
    public DnsProbe expect(String... answers) {
        return new DnsProbe(server, port, name, type, Set.of(answers));
    }

    @Override
    public Result ask(Duration timeout) throws IOException {
        long endAtNanos = System.nanoTime() + timeout.toNanos();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(server), port);
        DnsMessage question = new DnsMessage(IDS.nextInt(1 << 16), name, type);
        try {
            DnsMessage.Answer answer = overUdp(question, address, endAtNanos);
            if (answer instanceof DnsMessage.Answer.Truncated) {
                answer = overTcp(question, address, endAtNanos);
            }
            return judged(answer);
        } catch (SocketTimeoutException e) {
            return Result.unhealthy("no answer within " + timeout.toMillis() + " ms");
        } catch (PortUnreachableException e) {
            return Result.unhealthy("no DNS server at the port (ICMP port unreachable)");
        }
    }

    private static DnsMessage.Answer overUdp(DnsMessage question, InetSocketAddress address, long endAtNanos)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(address); // the kernel drops what comes from elsewhere
            byte[] octets = question.octets();
            socket.send(new DatagramPacket(octets, octets.length));
            DatagramPacket packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
            while (true) {
                socket.setSoTimeout(millisUntil(endAtNanos));
                packet.setLength(LONGEST_DATAGRAM);
                socket.receive(packet);
                DnsMessage.Answer answer = question.answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (!(answer instanceof DnsMessage.Answer.Foreign)) {
                    return answer;
                }
            }
        }
    }

    private static DnsMessage.Answer overTcp(DnsMessage question, InetSocketAddress address, long endAtNanos)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, millisUntil(endAtNanos));
            byte[] octets = question.octets();
            byte[] framed = new byte[octets.length + 2];
            framed[0] = (byte) (octets.length >> 8);
            framed[1] = (byte) octets.length;
            System.arraycopy(octets, 0, framed, 2, octets.length);
            socket.getOutputStream().write(framed);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.setSoTimeout(millisUntil(endAtNanos));
            byte[] answer = new byte[in.readUnsignedShort()];
            for (int at = 0; at < answer.length; ) {
                socket.setSoTimeout(millisUntil(endAtNanos));
                int read = in.read(answer, at, answer.length - at);
                if (read < 0) {
                    throw new IOException("the connection was closed within the answer");
                }
                at += read;
            }
            return question.answer(answer);
        }
    }

    private static int millisUntil(long endAtNanos) throws SocketTimeoutException {
        long leftNanos = endAtNanos - System.nanoTime();
        if (leftNanos <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(Integer.MAX_VALUE, leftNanos / 1_000_000 + 1); // rounded up: zero is no limit
    }

    private Result judged(DnsMessage.Answer answer) {
        if (answer instanceof DnsMessage.Answer.Records records) {
            List<String> texts = records.texts();
            if (texts.isEmpty()) {
                return Result.unhealthy("EMPTY: no record of type " + type);
            }
            String shown = ServerText.of(String.join(", ", texts));
            List<String> absent = expected.stream()
                    .filter(wanted -> texts.stream().noneMatch(wanted::equalsIgnoreCase))
                    .sorted()
                    .toList();
            return absent.isEmpty()
                    ? Result.healthy(type + " " + shown)
                    : Result.unhealthy(type + " " + shown + "; expected too: " + String.join(", ", absent));
        }
        if (answer instanceof DnsMessage.Answer.Refusal refusal) {
            return Result.unhealthy(refusal.code());
        }
        if (answer instanceof DnsMessage.Answer.Malformed malformed) {
            return Result.unhealthy("malformed answer: " + malformed.why());
        }
        return Result.unhealthy(
                answer instanceof DnsMessage.Answer.Truncated
                        ? "truncated answer over TCP"
                        : "answer to another question over TCP");
    }

    @Override
    public String toString() {
        return "dns " + SocketProbe.target(server, port) + " " + name + " " + type;
    }
}
