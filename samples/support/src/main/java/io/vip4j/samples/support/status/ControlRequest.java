/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import io.vip4j.samples.support.Json;
import io.vip4j.vrrp.AddressFamily;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a running daemon is told to do, as one line of JSON; README.md has its fields.
 *
 * @param command what to do
 * @param routers names; empty: the only one
 * @param all every router
 * @param family of the routers; empty: both
 * @param limit of the command; zero where it has none
 * @param reason of a hold; else empty
 * @param priority of {@link Command#PRIORITY}; else 0
 */
public record ControlRequest(
        Command command,
        List<String> routers,
        boolean all,
        Optional<AddressFamily> family,
        Duration limit,
        String reason,
        int priority) {

    private static final long MAX_MILLIS = Duration.ofDays(365).toMillis();

    /** What can be told. */
    public enum Command {
        SWITCHOVER,
        HOLD,
        RESUME,
        PRIORITY,
        RESTORE
    }

    public ControlRequest {
        routers = List.copyOf(routers);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is not such a request, with the reason
     */
    static ControlRequest read(byte[] line) {
        JsonTree request;
        try {
            request = JsonTree.read(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("the request must be one line of JSON");
        }
        return new ControlRequest(
                command(request.text("command")),
                request.list("routers").stream().map(JsonTree::text).toList(),
                request.text("all").equals("true"),
                family(request.text("family")),
                Duration.ofMillis(number(request, "limitMillis", MAX_MILLIS)),
                request.text("reason"),
                (int) number(request, "priority", Integer.MAX_VALUE));
    }

    private static Command command(String word) {
        for (Command command : Command.values()) {
            if (command.name().equalsIgnoreCase(word)) {
                return command;
            }
        }
        throw new IllegalArgumentException(
                "command must be switchover, hold, resume, priority or restore: '" + word + "'");
    }

    static Optional<AddressFamily> family(String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (AddressFamily family : AddressFamily.values()) {
            if (family.toString().equalsIgnoreCase(word)) {
                return Optional.of(family);
            }
        }
        throw new IllegalArgumentException("family must be IPv4 or IPv6: '" + word + "'");
    }

    private static long number(JsonTree request, String field, long most) {
        String text = request.text(field);
        try {
            long value = text.isEmpty() ? 0 : Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException(field + " must be a number 0.." + most + ": '" + text + "'");
    }

    /** The line, with its end. */
    public byte[] line() {
        return Json.line(json -> {
            json.writeStringField("command", command.name().toLowerCase(Locale.ROOT));
            json.writeArrayFieldStart("routers");
            for (String router : routers) {
                json.writeString(router);
            }
            json.writeEndArray();
            json.writeBooleanField("all", all);
            if (family.isPresent()) {
                json.writeStringField("family", family.get().toString());
            }
            json.writeNumberField("limitMillis", limit.toMillis());
            json.writeStringField("reason", reason);
            json.writeNumberField("priority", priority);
        });
    }
}
