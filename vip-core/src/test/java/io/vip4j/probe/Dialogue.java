/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Plays a server's part of a conversation, which keeps the contract of {@link Conversation}. */
final class Dialogue {

    private static final int MOST_UNREAD = 64 * 1024;

    private final Conversation conversation;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private Optional<Probe.Result> result = Optional.empty();

    private Dialogue(SocketProbe probe) {
        conversation = probe.begin();
        take(conversation.connected());
    }

    static Dialogue with(SocketProbe probe) {
        return new Dialogue(probe);
    }

    /** The server says this, in one piece. */
    Dialogue says(byte[] octets) {
        if (result.isPresent()) {
            return this;
        }
        byte[] all = new byte[unread.remaining() + octets.length];
        int old = unread.remaining();
        unread.get(all, 0, old);
        System.arraycopy(octets, 0, all, old, octets.length);
        unread = ByteBuffer.wrap(all);
        take(conversation.received(unread));
        if (result.isEmpty() && unread.remaining() > MOST_UNREAD) {
            result = Optional.of(Probe.Result.unhealthy("too much unread"));
        }
        return this;
    }

    Dialogue saysHex(String hex) {
        return says(HexFormat.of().parseHex(hex));
    }

    Dialogue says(String text) {
        return says(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The server says this octet by octet. */
    Dialogue saysSlowlyHex(String hex) {
        for (byte octet : HexFormat.of().parseHex(hex)) {
            says(new byte[] {octet});
        }
        return this;
    }

    /** The server closes the connection. */
    Probe.Result closes() {
        return result.orElseGet(conversation::closed);
    }

    Optional<Probe.Result> result() {
        return result;
    }

    /** What was sent since this was asked last, a character for each octet. */
    String sent() {
        String text = sent.toString(StandardCharsets.ISO_8859_1);
        sent.reset();
        return text;
    }

    private void take(Conversation.Turn turn) {
        if (turn instanceof Conversation.Turn.Send send) {
            byte[] octets = new byte[send.octets().remaining()];
            send.octets().get(octets);
            sent.writeBytes(octets);
        } else if (turn instanceof Conversation.Turn.Done done) {
            result = Optional.of(done.result());
        }
    }

    /** Plays damaged recordings, cut into random pieces, until the conversation has an answer or the server closes. */
    static void playDamaged(SocketProbe probe, long seed, int times, List<String> recordingsHex) {
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            try {
                Dialogue dialogue = with(probe);
                for (String recording : recordingsHex) {
                    byte[] octets = Damage.of(HexFormat.of().parseHex(recording), random);
                    int cut = octets.length == 0 ? 0 : random.nextInt(octets.length);
                    heard.writeBytes(octets);
                    dialogue.says(Arrays.copyOfRange(octets, 0, cut));
                    dialogue.says(Arrays.copyOfRange(octets, cut, octets.length));
                }
                dialogue.closes();
            } catch (RuntimeException e) {
                String hex = HexFormat.of().formatHex(heard.toByteArray());
                throw new AssertionError(probe + ", seed " + seed + ", number " + i + ": " + hex, e);
            }
        }
    }
}
