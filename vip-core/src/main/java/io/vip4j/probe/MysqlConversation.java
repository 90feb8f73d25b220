/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * MySQL's connection phase: greeting, handshake response, perhaps a switch to another way to authenticate, OK or error,
 * COM_QUIT. Each packet starts with its length in three octets and a sequence number.
 */
final class MysqlConversation implements Conversation {

    private static final int HEADER = 4;
    private static final int LONGEST_PACKET = 16 * 1024;

    private static final int PROTOCOL_10 = 10;
    private static final int OK = 0x00;
    private static final int AUTHENTICATION_SWITCH = 0xfe;
    private static final int ERROR = 0xff;
    private static final byte COM_QUIT = 1;

    private static final int CLIENT_MYSQL = 1;
    private static final int CLIENT_PROTOCOL_41 = 1 << 9;
    private static final int CLIENT_SECURE_CONNECTION = 1 << 15;
    private static final int CLIENT_PLUGIN_AUTH = 1 << 19;
    private static final byte UTF8 = 33;

    /** What MariaDB puts before its version, for replicas of old MySQL that read one digit only. */
    private static final String OLD_REPLICAS = "5.5.5-";

    /** Invalid authorization: the user is refused, by a server that works. */
    private static final String REFUSED = "28000";

    private enum Phase {
        GREETING,
        LOGIN,
        GOODBYE
    }

    private final String user;
    private Phase phase = Phase.GREETING;
    private String version = "";

    MysqlConversation(String user) {
        this.user = user;
    }

    @Override
    public Turn connected() {
        return new Turn.Listen();
    }

    @Override
    public Turn received(ByteBuffer received) {
        if (phase == Phase.GOODBYE) {
            return done(Probe.Result.healthy(version));
        }
        if (received.remaining() < HEADER) {
            return new Turn.Listen();
        }
        ByteBuffer view = received.slice().order(ByteOrder.LITTLE_ENDIAN);
        int length = view.getInt(0) & 0xff_ff_ff;
        int sequence = view.get(3) & 0xff;
        if (length == 0 || length > LONGEST_PACKET) {
            return failed("not MySQL: a first packet of " + length + " octets");
        }
        if (view.remaining() < HEADER + length) {
            return new Turn.Listen();
        }
        received.position(received.position() + HEADER + length);
        ByteBuffer packet = view.slice(HEADER, length).order(ByteOrder.LITTLE_ENDIAN);
        return phase == Phase.GREETING ? greeting(packet, sequence) : login(packet, sequence);
    }

    private Turn greeting(ByteBuffer packet, int sequence) {
        int protocol = packet.get() & 0xff;
        if (protocol == ERROR) {
            return error(packet);
        }
        if (protocol != PROTOCOL_10) {
            return failed("not MySQL: protocol " + protocol + " instead of " + PROTOCOL_10);
        }
        String greeted = ServerText.of(zeroTerminated(packet));
        version = greeted.startsWith(OLD_REPLICAS) ? greeted.substring(OLD_REPLICAS.length()) : greeted;
        // Thread id, first part of the challenge, a zero octet; then what the server can.
        int skipped = 4 + 8 + 1;
        if (packet.remaining() < skipped + 2) {
            return failed("not MySQL: the greeting ends early");
        }
        packet.position(packet.position() + skipped);
        int capabilities = Short.toUnsignedInt(packet.getShort());
        if (packet.remaining() >= 5) {
            packet.position(packet.position() + 3); // character set, status
            capabilities |= Short.toUnsignedInt(packet.getShort()) << 16;
        }
        if ((capabilities & CLIENT_PROTOCOL_41) == 0) {
            return failed("the server " + version + " is older than MySQL 4.1");
        }
        phase = Phase.LOGIN;
        return new Turn.Send(packet(sequence + 1, response(capabilities)));
    }

    private byte[] response(int offered) {
        int wanted = CLIENT_MYSQL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION | CLIENT_PLUGIN_AUTH;
        int capabilities = offered & wanted;
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        ByteBuffer fixed = ByteBuffer.allocate(4 + 4 + 1 + 23).order(ByteOrder.LITTLE_ENDIAN);
        fixed.putInt(capabilities).putInt(LONGEST_PACKET).put(UTF8);
        response.writeBytes(fixed.array());
        response.writeBytes(user.getBytes(StandardCharsets.UTF_8));
        response.write(0);
        response.write(0); // no password
        if ((capabilities & CLIENT_PLUGIN_AUTH) != 0) {
            response.writeBytes("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        }
        return response.toByteArray();
    }

    private Turn login(ByteBuffer packet, int sequence) {
        int kind = packet.get() & 0xff;
        return switch (kind) {
            case OK -> {
                phase = Phase.GOODBYE;
                yield new Turn.Send(packet(0, COM_QUIT));
            }
            // No password in any of the ways; to close the connection instead would be an error of this host.
            case AUTHENTICATION_SWITCH -> new Turn.Send(packet(sequence + 1));
            case ERROR -> error(packet);
            default -> failed(version + " answers the login with a packet of kind " + kind);
        };
    }

    private Turn error(ByteBuffer packet) {
        if (packet.remaining() < 2) {
            return failed("MySQL error without a number");
        }
        int code = Short.toUnsignedInt(packet.getShort());
        String text = StandardCharsets.UTF_8.decode(packet).toString();
        String state = "";
        if (text.startsWith("#") && text.length() >= 6) {
            state = text.substring(1, 6);
            text = text.substring(6);
        }
        if (phase == Phase.LOGIN && state.equals(REFUSED)) {
            return done(Probe.Result.healthy(version + ", refuses user " + user));
        }
        return failed("MySQL error " + code + ": " + ServerText.of(text));
    }

    @Override
    public Probe.Result closed() {
        return switch (phase) {
            case GREETING -> Probe.Result.unhealthy("the connection was closed without a greeting");
            case LOGIN -> Probe.Result.unhealthy(version + " closed the connection during the login");
            case GOODBYE -> Probe.Result.healthy(version);
        };
    }

    @Override
    public String awaited() {
        return switch (phase) {
            case GREETING -> "greeting";
            case LOGIN -> "answer to the login";
            case GOODBYE -> "end of the connection";
        };
    }

    private static ByteBuffer packet(int sequence, byte... payload) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        packet.putInt(payload.length | (sequence << 24)).put(payload);
        return packet.flip();
    }

    private static byte[] zeroTerminated(ByteBuffer packet) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (packet.hasRemaining()) {
            byte octet = packet.get();
            if (octet == 0) {
                break;
            }
            text.write(octet);
        }
        return text.toByteArray();
    }

    private static Turn done(Probe.Result result) {
        return new Turn.Done(result);
    }

    private static Turn failed(String detail) {
        return done(Probe.Result.unhealthy(detail));
    }
}
