/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Instant;
import java.util.Optional;

/** What there is to say of a daemon as a whole. */
final class DaemonLines {

    private DaemonLines() {}

    /** Which daemon it is, of which file, and for how long it has been running. */
    static Text about(JsonTree document, Instant now) {
        return Text.of(Style.STRONG, "vipd " + document.text("version"))
                .and(", pid " + document.text("pid"))
                .and(", " + ConfigFile.counted(document.list("routers").size(), "router"))
                .and(" of " + document.text("configuration"))
                .and(Age.instant(document.text("startedAt"))
                        .map(startedAt -> ", up " + Age.since(startedAt, now))
                        .orElse(""));
    }

    /** How late its loop was; empty if the document does not say. */
    static Optional<Text> lateness(JsonTree document) {
        JsonTree lateness = document.field("lateness");
        if (lateness.text("turns").isEmpty()) {
            return Optional.empty();
        }
        String stalls = lateness.text("stalls") + (lateness.text("stalls").equals("1") ? " stall" : " stalls");
        String suspended = lateness.text("suspendedMillis");
        Text text = Text.of("loop late by " + Age.exactly(lateness.text("meanMillis")) + " in the mean, "
                        + Age.exactly(lateness.text("p99Millis")) + " at p99, "
                        + Age.exactly(lateness.text("maxMillis"))
                        + " at most; ")
                .and(
                        lateness.text("stalls").equals("0") ? Style.PLAIN : Style.CARE,
                        stalls + " above " + Age.exactly(lateness.text("thresholdMillis")));
        boolean everSuspended = !suspended.isEmpty() && !suspended.equals("0.0") && !suspended.equals("0");
        return Optional.of(everSuspended ? text.and(Style.CARE, "; suspended for " + Age.exactly(suspended)) : text);
    }
}
