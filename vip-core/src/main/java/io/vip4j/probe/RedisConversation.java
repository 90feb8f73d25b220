/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** AUTH, PING and ROLE, all sent at once; the replies come in their order. */
final class RedisConversation implements Conversation {

    private final RedisProbe probe;
    private final Deque<String> unanswered = new ArrayDeque<>();

    RedisConversation(RedisProbe probe) {
        this.probe = probe;
    }

    @Override
    public Turn connected() {
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        probe.password().ifPresent(password -> {
            if (probe.user().isPresent()) {
                command(commands, "AUTH", probe.user().get(), password.value());
            } else {
                command(commands, "AUTH", password.value());
            }
        });
        command(commands, "PING");
        if (probe.role().isPresent()) {
            command(commands, "ROLE");
        }
        return new Turn.Send(ByteBuffer.wrap(commands.toByteArray()));
    }

    private void command(ByteArrayOutputStream to, String... words) {
        unanswered.add(words[0]);
        line(to, "*" + words.length);
        for (String word : words) {
            byte[] octets = word.getBytes(StandardCharsets.UTF_8);
            line(to, "$" + octets.length);
            to.writeBytes(octets);
            line(to, "");
        }
    }

    private static void line(ByteArrayOutputStream to, String text) {
        to.writeBytes((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Turn received(ByteBuffer received) {
        String last = "";
        try {
            while (!unanswered.isEmpty()) {
                Optional<RespReply> reply = RespReply.take(received);
                if (reply.isEmpty()) {
                    return new Turn.Listen();
                }
                String command = unanswered.remove();
                Optional<String> wrong = wrong(command, reply.get());
                if (wrong.isPresent()) {
                    return new Turn.Done(Probe.Result.unhealthy(hidden(command + ": " + wrong.get())));
                }
                last = command.equals("ROLE")
                        ? "PONG, " + probe.role().orElseThrow().inAnswers()
                        : "PONG";
            }
        } catch (RespReply.MalformedException e) {
            return new Turn.Done(Probe.Result.unhealthy(hidden("not Redis: " + e.getMessage())));
        }
        return new Turn.Done(Probe.Result.healthy(last));
    }

    @Override
    public String awaited() {
        return "answer to " + unanswered.peek();
    }

    private Optional<String> wrong(String command, RespReply reply) {
        if (reply instanceof RespReply.Failure failure) {
            return Optional.of(ServerText.of(failure.text()));
        }
        if (command.equals("ROLE")) {
            String wanted = probe.role().orElseThrow().inAnswers();
            boolean said = reply instanceof RespReply.Array array
                    && !array.elements().isEmpty()
                    && array.elements().get(0).equals(new RespReply.Text(wanted));
            return said ? Optional.empty() : Optional.of(shown(reply) + " instead of " + wanted);
        }
        String wanted = command.equals("PING") ? "PONG" : "OK";
        return reply.equals(new RespReply.Text(wanted)) ? Optional.empty() : Optional.of("answers " + shown(reply));
    }

    private static String shown(RespReply reply) {
        if (reply instanceof RespReply.Array array) {
            return array.elements().isEmpty()
                    ? "an empty array"
                    : shown(array.elements().get(0));
        }
        return reply instanceof RespReply.Text text ? ServerText.of(text.value()) : "an error";
    }

    /** A server that does not know a command repeats its words. */
    private String hidden(String text) {
        return probe.password().map(password -> password.hiddenIn(text)).orElse(text);
    }
}
