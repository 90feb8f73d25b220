/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What it cost clients that the address went to the other gateway.
 *
 * @param at when it was made to happen
 * @param releasedAt when the old owner's kernel had the address no longer
 * @param noOwner how long no kernel had it
 * @param promised how long nobody was to have it: Skew_Time of the new owner and a little
 * @param requests all of them, from before it happened until the gateway was back and the pair as before
 */
record GatewayResult(
        GatewaySetting setting,
        GatewayMove move,
        Instant at,
        Instant releasedAt,
        Duration noOwner,
        Duration promised,
        List<WebRequest> requests) {

    GatewayResult {
        requests = List.copyOf(requests);
    }

    List<WebRequest> failed() {
        return requests.stream().filter(WebRequest::isFailed).toList();
    }

    /** Failed requests of the time in which nobody has the address because the protocol wants it so. */
    List<WebRequest> failedInWindow() {
        return failed().stream().filter(this::isInWindow).toList();
    }

    /** Failed requests that nothing excuses. */
    List<WebRequest> failedOutside() {
        return failed().stream().filter(request -> !isInWindow(request)).toList();
    }

    private boolean isInWindow(WebRequest request) {
        // The clients of a killed process are cut off before its address is gone.
        Instant from = move == GatewayMove.SIGKILL ? at : releasedAt;
        Instant to = releasedAt.plus(promised).plus(setting.margin());
        // What is under way when the address goes gets no answer any more, and a slow machine has more under way.
        return !request.sentAt().isBefore(from.minus(setting.margin()))
                && !request.sentAt().isAfter(to);
    }

    /** From the first failed request to the last. */
    Duration outage() {
        List<WebRequest> failed = failed();
        if (failed.isEmpty()) {
            return Duration.ZERO;
        }
        Instant first =
                failed.stream().map(WebRequest::sentAt).min(Instant::compareTo).orElseThrow();
        Instant last =
                failed.stream().map(WebRequest::sentAt).max(Instant::compareTo).orElseThrow();
        return Duration.between(first, last);
    }

    /** How many failed in which way. */
    Map<String, Long> kinds() {
        return failed().stream()
                .collect(Collectors.groupingBy(WebRequest::outcome, TreeMap::new, Collectors.counting()));
    }

    /** What was promised and not kept, in one line each; another product has promised nothing. */
    List<String> violations() {
        List<WebRequest> outside = failedOutside();
        if (setting.product() != Product.VIP4J || outside.isEmpty()) {
            return List.of();
        }
        return List.of("%s of %s at %s: %d failed requests outside of the %d ms after %s: %s"
                .formatted(
                        move.title(),
                        setting,
                        at,
                        outside.size(),
                        promised.plus(setting.margin()).toMillis(),
                        releasedAt,
                        outside.subList(0, Math.min(10, outside.size()))));
    }
}
