/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vip4j.samples.support.TimeText;
import io.vip4j.samples.support.http.PageCommands;
import io.vip4j.samples.support.status.ControlRequest.Command;
import io.vip4j.vrrp.AddressFamily;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what the page asks for, and has {@link Control} do it. Safe from any thread. */
final class PageControl implements PageCommands {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private static final Duration SWITCHOVER_LIMIT = Duration.ofSeconds(5);

    private final Control control;

    PageControl(Control control) {
        this.control = control;
    }

    @Override
    public Reply perform(String router, String operation, byte[] body) {
        if (!control.knows(router)) {
            return refuse(NOT_FOUND, "no router '" + router + "' is running");
        }
        ControlRequest request;
        try {
            request = read(router, operation, JsonTree.read(body));
        } catch (IOException e) {
            return refuse(BAD_REQUEST, "the body must be a JSON object");
        } catch (IllegalArgumentException e) {
            return refuse(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        byte[] answer = control.answer(request.line());
        return new Reply(statusOf(answer), new String(answer, UTF_8));
    }

    private static Reply refuse(int status, String why) {
        return new Reply(status, new String(Control.refusal(why), UTF_8));
    }

    private static ControlRequest read(String router, String operation, JsonTree body) {
        return switch (operation) {
            case "switchover" -> {
                Duration limit = body.text("limit").isEmpty() ? SWITCHOVER_LIMIT : limit(body);
                yield request(Command.SWITCHOVER, router, body, Set.of("limit"), limit, "", 0);
            }
            case "hold" ->
                request(Command.HOLD, router, body, Set.of("reason", "limit"), limit(body), body.text("reason"), 0);
            case "resume" -> request(Command.RESUME, router, body, Set.of(), Duration.ZERO, "", 0);
            case "priority" ->
                body.text("priority").isEmpty()
                        ? request(Command.RESTORE, router, body, Set.of(), Duration.ZERO, "", 0)
                        : request(
                                Command.PRIORITY,
                                router,
                                body,
                                Set.of("priority", "limit"),
                                limit(body),
                                "",
                                priority(body));
            default -> throw new IllegalArgumentException("there is no operation '" + operation + "'");
        };
    }

    private static ControlRequest request(
            Command command,
            String router,
            JsonTree body,
            Set<String> fields,
            Duration limit,
            String reason,
            int priority) {
        Set<String> unknown = new TreeSet<>(body.fields().keySet());
        unknown.removeAll(fields);
        unknown.remove("family");
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    command.name().toLowerCase(Locale.ROOT) + " knows no " + String.join(", ", unknown));
        }
        Optional<AddressFamily> family = ControlRequest.family(body.text("family"));
        return new ControlRequest(command, List.of(router), false, family, limit, reason, priority);
    }

    private static Duration limit(JsonTree body) {
        String text = body.text("limit");
        return TimeText.read(text).orElseThrow(() -> new IllegalArgumentException("limit: " + TimeText.rule(text)));
    }

    private static int priority(JsonTree body) {
        String text = body.text("priority");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("priority must be a number 1..254: '" + text + "'", e);
        }
    }

    /** What the daemon refuses as a whole is a wrong request, what the router refuses does not go with its state. */
    private static int statusOf(byte[] answer) {
        try {
            JsonTree read = JsonTree.read(answer);
            if (!read.text("error").isEmpty()) {
                return BAD_REQUEST;
            }
            return read.list("results").stream()
                            .allMatch(result -> result.text("error").isEmpty())
                    ? OK
                    : CONFLICT;
        } catch (IOException e) {
            throw new IllegalStateException("the answer is no JSON", e);
        }
    }
}
