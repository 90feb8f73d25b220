/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * What a POST gives an operation, as text: read here, so that a wrong one is answered with its rule. Ranges are judged by
 * the router.
 *
 * @param limit a duration, such as 30s or PT30S
 * @param reason for people
 * @param priority a number
 */
record Parameters(
        @Nullable String limit,
        @Nullable String reason,
        @Nullable String priority) {

    /** Refuses what an operation does not know: it would be lost without a word. */
    void requireOnly(Set<String> known, String operation) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("limit", limit);
        all.put("reason", reason);
        all.put("priority", priority);
        all.forEach((name, value) -> {
            if (value != null && !known.contains(name)) {
                throw new Refusal(Refusal.BAD_REQUEST, name + " must be absent: it means nothing to " + operation);
            }
        });
    }

    /** The limit, or this one if none is given. */
    Duration limitOr(Duration usual) {
        return limit == null ? usual : parse(limit);
    }

    /** The limit, which must be given. */
    Duration requiredLimit() {
        if (limit == null) {
            throw new Refusal(Refusal.BAD_REQUEST, "limit must be given, such as 10m: it ends by itself then");
        }
        return parse(limit);
    }

    /** The reason, which must be given. */
    String requiredReason() {
        if (reason == null || reason.isBlank()) {
            throw new Refusal(Refusal.BAD_REQUEST, "reason must be given: people will ask");
        }
        return reason;
    }

    /** The priority, which has been given, as a number. */
    static int number(String priority) {
        try {
            return Integer.parseInt(priority.trim());
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "priority must be a number from 1 to 254: '" + priority + "'");
        }
    }

    private static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text.trim());
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "limit must be a duration such as 30s or PT30S: '" + text + "'");
        }
    }
}
