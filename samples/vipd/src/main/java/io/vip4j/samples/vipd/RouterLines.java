/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to say of one router, a line each. */
final class RouterLines {

    private RouterLines() {}

    /** What is not as usual: obstacle, what it waits for, lease that is over, hold, temporary priority, anomalies. */
    static List<Text> troubles(JsonTree router, Instant now) {
        List<Text> troubles = new ArrayList<>();
        JsonTree hold = router.field("hold");
        String obstacle = router.text("obstacle");
        if (!obstacle.isEmpty() && !obstacle.equals("held: " + hold.text("reason"))) { // Told below.
            troubles.add(Text.of(Style.CARE, "held back").and(": " + obstacle));
        }
        if (!router.text("waitsFor").isEmpty()) {
            troubles.add(Text.of("waits for " + router.text("waitsFor")));
        }
        if (router.text("state").equals("ACTIVE") && router.text("isActive").equals("false")) {
            troubles.add(Text.of(Style.WRONG, "not confirmed")
                    .and(": its addresses are not bound yet, or their lease is over"));
        }
        if (!hold.text("until").isEmpty()) {
            troubles.add(Text.of(Style.CARE, "held")
                    .and(": " + hold.text("reason"))
                    .and(Style.FAINT, until(hold.text("until"), now)));
        }
        JsonTree temporary = router.field("temporaryPriority");
        if (!temporary.text("until").isEmpty()) {
            troubles.add(Text.of(Style.CARE, "priority " + temporary.text("priority"))
                    .and(" instead of " + router.text("priority"))
                    .and(Style.FAINT, until(temporary.text("until"), now)));
        }
        router.list("anomalies").forEach(anomaly -> troubles.add(anomaly(anomaly, now)));
        return troubles;
    }

    private static String until(String end, Instant now) {
        return Age.instant(end)
                .map(until -> " (for another " + Age.of(Duration.between(now, until)) + ", until " + Age.dayAndTime(end)
                        + ")")
                .orElse("");
    }

    private static Text anomaly(JsonTree anomaly, Instant now) {
        String subject = anomaly.text("subject");
        String again = anomaly.text("count").equals("1")
                ? ""
                : "; " + anomaly.text("count") + " times, last " + ago(anomaly.text("lastSeen"), now);
        return Text.of(Style.WRONG, "wrong: " + anomaly.text("kind") + (subject.isEmpty() ? "" : " " + subject))
                .and(": " + anomaly.text("text"))
                .and(
                        Style.FAINT,
                        " (since " + Age.dayAndTime(anomaly.text("since")) + ", " + ago(anomaly.text("since"), now)
                                + again + ")");
    }

    private static String ago(String at, Instant now) {
        return Age.instant(at).map(then -> Age.since(then, now) + " ago").orElse(at);
    }

    /** How long its addresses would outlive it; empty: it has none, or no lease. */
    static Optional<Text> lease(JsonTree router) {
        String rest = router.text("leaseRemainingMillis");
        return rest.isEmpty() ? Optional.empty() : Optional.of(Text.of("lease for another " + Age.ofMillis(rest)));
    }

    static Text peer(JsonTree peer) {
        return Text.of("peer " + peer.text("address"))
                .and(peer.text("active").equals("true") ? " Active" : "")
                .and(", priority " + peer.text("priority"))
                .and(", heard " + Age.ofMillis(peer.text("silentForMillis")) + " ago");
    }

    static Text check(JsonTree check) {
        return Text.of("check " + check.text("name") + " ")
                .and(upOrDown(check))
                .and(": " + check.text("detail"))
                .and(Style.FAINT, lastAnswer(check));
    }

    static Text upOrDown(JsonTree check) {
        return check.text("up").equals("true") ? Text.of(Style.GOOD, "up") : Text.of(Style.WRONG, "down");
    }

    private static String lastAnswer(JsonTree check) {
        JsonTree last = check.field("last");
        if (last.text("ageMillis").isEmpty()) {
            return "";
        }
        return " (" + check.text("effect") + "; " + check.text("successes") + " good, " + check.text("failures")
                + " bad; last " + Age.ofMillis(last.text("ageMillis")) + " ago, took "
                + Age.exactly(last.text("latencyMillis")) + ")";
    }

    static Text event(JsonTree event, Instant now) {
        return Text.of(Age.dayAndTime(event.text("at")) + ", " + ago(event.text("at"), now) + "  ")
                .and(what(event))
                .and("  " + event.text("cause"));
    }

    /** {@code BACKUP -> ACTIVE}, or which anomaly begins or ends. */
    static Text what(JsonTree event) {
        if (event.text("anomaly").isEmpty()) {
            String to = event.text("to");
            return Text.of(event.text("from") + " -> ")
                    .and(to.equals("ACTIVE") ? Style.GOOD : to.equals("BACKUP") ? Style.CALM : Style.CARE, to);
        }
        return event.text("began").equals("true")
                ? Text.of(Style.WRONG, event.text("anomaly") + " begins")
                : Text.of(event.text("anomaly") + " ends");
    }
}
