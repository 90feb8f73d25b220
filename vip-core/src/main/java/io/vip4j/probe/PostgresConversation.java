/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The startup phase of PostgreSQL's protocol 3.0: StartupMessage, authentication request or error, what the server
 * tells of itself, ReadyForQuery, Terminate. Each message of the server starts with its kind and its length.
 */
final class PostgresConversation implements Conversation {

    private static final int PROTOCOL_3_0 = 3 << 16;
    private static final int HEADER = 5;
    private static final int LONGEST_MESSAGE = 32 * 1024;
    private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};

    private final String user;
    private final String database;
    private boolean letIn;
    private boolean ready;
    private String version = "";

    PostgresConversation(String user, String database) {
        this.user = user;
        this.database = database;
    }

    @Override
    public Turn connected() {
        ByteArrayOutputStream settings = new ByteArrayOutputStream();
        for (String text : new String[] {"user", user, "database", database, "application_name", "vip4j", ""}) {
            settings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            settings.write(0);
        }
        ByteBuffer startup = ByteBuffer.allocate(8 + settings.size());
        startup.putInt(startup.capacity()).putInt(PROTOCOL_3_0).put(settings.toByteArray());
        return new Turn.Send(startup.flip());
    }

    @Override
    public Turn received(ByteBuffer received) {
        while (received.remaining() >= HEADER) {
            int kind = received.get(received.position()) & 0xff;
            int length = received.getInt(received.position() + 1);
            if (length < 4 || length > LONGEST_MESSAGE) {
                return strange(kind, received);
            }
            if (received.remaining() < 1 + length) {
                return new Turn.Listen();
            }
            ByteBuffer body = received.slice(received.position() + HEADER, length - 4);
            received.position(received.position() + 1 + length);
            Optional<Turn> turn = message(kind, body);
            if (turn.isPresent()) {
                return turn.get();
            }
        }
        return new Turn.Listen();
    }

    /** Empty: go on with the next message. */
    private Optional<Turn> message(int kind, ByteBuffer body) {
        return switch (kind) {
            case 'R' -> authentication(body);
            case 'E' -> Optional.of(error(body));
            case 'S' -> {
                parameter(body);
                yield Optional.empty();
            }
            case 'Z' -> Optional.of(readyForQuery());
            // The key to cancel queries, a notice, an older protocol: of no interest.
            case 'K', 'N', 'v' -> Optional.empty();
            default -> Optional.of(failed("not PostgreSQL: a message of kind " + kind));
        };
    }

    private Turn readyForQuery() {
        if (!letIn) {
            return failed("not PostgreSQL: ready without authentication");
        }
        ready = true;
        return new Turn.Send(ByteBuffer.wrap(TERMINATE.clone()));
    }

    private Optional<Turn> authentication(ByteBuffer body) {
        if (body.remaining() < 4) {
            return Optional.of(failed("not PostgreSQL: an authentication request that ends early"));
        }
        int way = body.getInt();
        if (way == 0) {
            letIn = true;
            return Optional.empty();
        }
        String name = switch (way) {
            case 3 -> "password";
            case 5 -> "md5";
            case 7 -> "gss";
            case 9 -> "sspi";
            case 10 -> "sasl";
            default -> Integer.toString(way);
        };
        return Optional.of(new Turn.Done(Probe.Result.healthy("asks for authentication: " + name)));
    }

    private void parameter(ByteBuffer body) {
        if (zeroTerminated(body).equals("server_version")) {
            version = ServerText.of(zeroTerminated(body));
        }
    }

    private static Turn error(ByteBuffer body) {
        Map<Character, String> fields = new HashMap<>();
        while (body.hasRemaining()) {
            char field = (char) (body.get() & 0xff);
            if (field == 0) {
                break;
            }
            fields.put(field, zeroTerminated(body));
        }
        String state = fields.getOrDefault('C', "");
        String text = ServerText.of(state + " " + fields.getOrDefault('M', ""));
        return state.startsWith("28") || state.equals("3D000")
                ? new Turn.Done(Probe.Result.healthy("refuses: " + text))
                : failed("PostgreSQL error " + text);
    }

    /** An error of the time before protocol 3 has no length: a server that cannot fork sends such a one. */
    private static Turn strange(int kind, ByteBuffer received) {
        if (kind != 'E') {
            return failed("not PostgreSQL: a message of kind " + kind + " with a wrong length");
        }
        received.get();
        return failed("PostgreSQL error " + ServerText.of(zeroTerminated(received)));
    }

    @Override
    public Probe.Result closed() {
        if (ready) {
            return Probe.Result.healthy(version.isEmpty() ? "ready for queries" : version + ", ready for queries");
        }
        return Probe.Result.unhealthy(
                letIn
                        ? "the connection was closed before the server was ready for queries"
                        : "the connection was closed without an answer");
    }

    @Override
    public String awaited() {
        return ready ? "end of the connection" : letIn ? "readiness for queries" : "answer";
    }

    private static String zeroTerminated(ByteBuffer body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (body.hasRemaining()) {
            byte octet = body.get();
            if (octet == 0) {
                break;
            }
            text.write(octet);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static Turn failed(String detail) {
        return new Turn.Done(Probe.Result.unhealthy(detail));
    }
}
