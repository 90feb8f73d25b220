/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Size;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Table;
import io.vip4j.samples.vipd.terminal.Table.Cell;
import io.vip4j.samples.vipd.terminal.Table.Column;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One picture of a daemon: a status document, what was seen before it and a moment in; lines that fit a screen out.
 *
 * @param document the last that was heard
 * @param heardAt when
 * @param silence why nothing was heard since; empty: it answers
 * @param lateness what was seen of its loop
 * @param now the moment
 */
record WatchView(JsonTree document, Instant heardAt, Optional<String> silence, LatenessHistory lateness, Instant now) {

    private static final Duration LANE = Duration.ofMinutes(5);
    private static final Duration SLOT = Duration.ofSeconds(5);
    private static final int WIDEST_SPARKLINE = 120;
    private static final int MOST_EVENTS = 200;

    /** So much of a sentence says what it is about. */
    private static final int ENOUGH = 24;

    /** The lines, from top to bottom. Never more than the screen has, never longer ones. */
    List<Text> picture(Size size, Glyphs glyphs) {
        int width = size.columns();
        List<JsonTree> routers = document.list("routers");
        List<Text> picture = new ArrayList<>(head(width, glyphs));
        List<Section> sections = Stream.of(
                        Section.of(RouterTable.of(routers, now).lines(width, glyphs)),
                        Section.of(troubles(routers)),
                        Section.of(lanes(routers, width, glyphs)),
                        Section.of(peers(routers).lines(width, glyphs)),
                        Section.of(checks(routers).lines(width, glyphs)),
                        Section.open(events(routers).lines(width, glyphs)))
                .flatMap(Optional::stream)
                .toList();
        picture.addAll(Section.fit(sections, size.rows() - picture.size()));
        return picture.stream()
                .limit(size.rows())
                .map(line -> line.cut(width, glyphs))
                .toList();
    }

    private List<Text> head(int width, Glyphs glyphs) {
        List<Text> head = new ArrayList<>();
        Text clock = Text.of(Age.timeOfDay(now)).and(Style.FAINT, "  q quits");
        int room = Math.max(1, width - clock.width() - 2);
        head.add(DaemonLines.about(document, now)
                .cut(room, glyphs)
                .paddedTo(room + 2)
                .and(clock));
        DaemonLines.lateness(document).ifPresent(head::add);
        Text legend = LatenessHistory.legend(glyphs);
        int seconds = Math.min(WIDEST_SPARKLINE, width - legend.width() - 2);
        if (seconds > 0) {
            head.add(legend.paddedTo(width - seconds).and(lateness.sparkline(seconds, now, glyphs)));
        }
        silence.ifPresent(why -> head.add(Text.of(
                        Style.WRONG,
                        "not answering since " + Age.timeOfDay(heardAt) + " (" + Age.since(heardAt, now) + ")")
                .and(": " + why)));
        return head;
    }

    private List<Text> troubles(List<JsonTree> routers) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of(Style.STRONG, "NOT AS USUAL"));
        for (JsonTree router : routers) {
            RouterLines.troubles(router, now)
                    .forEach(trouble ->
                            lines.add(Text.of(router.text("name") + ": ").and(trouble)));
        }
        return lines;
    }

    private List<Text> lanes(List<JsonTree> routers, int width, Glyphs glyphs) {
        int names = routers.stream()
                .mapToInt(router -> Text.of(router.text("name")).width())
                .max()
                .orElse(0);
        int slots = (int) Math.min(LANE.dividedBy(SLOT), width - names - 2);
        if (slots < 1) {
            return List.of();
        }
        Instant from = Age.instant(document.text("startedAt")).orElse(Instant.MIN);
        Instant until = silence.isPresent() ? heardAt : Instant.MAX;
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of(Style.STRONG, "LAST " + Age.of(SLOT.multipliedBy(slots)))
                .and("  ")
                .and(Timeline.legend(glyphs)));
        for (JsonTree router : routers) {
            lines.add(Text.of(router.text("name"))
                    .paddedTo(names + 2)
                    .and(Timeline.of(router).lane(slots, SLOT, from, until, now, glyphs)));
        }
        return lines;
    }

    private static Table peers(List<JsonTree> routers) {
        Table table = new Table(List.of(
                Column.words("PEER", 0),
                Column.words("OF", 1),
                Column.words("ROLE", 0),
                Column.numbers("PRIORITY", 0),
                Column.words("HEARD", 0)));
        for (JsonTree router : routers) {
            for (JsonTree peer : router.list("peers")) {
                boolean active = peer.text("active").equals("true");
                table.add(
                        Cell.of(peer.text("address")),
                        Cell.of(router.text("name")),
                        Cell.of(active ? Style.GOOD : Style.PLAIN, active ? "ACTIVE" : ""),
                        Cell.of(peer.text("priority")),
                        Cell.of(Age.ofMillis(peer.text("silentForMillis")) + " ago"));
            }
        }
        return table;
    }

    private static Table checks(List<JsonTree> routers) {
        Table table = new Table(List.of(
                Column.words("CHECK", 0),
                Column.words("OF", 1),
                Column.words("IS", 0),
                Column.words("LAST", 2),
                Column.numbers("TOOK", 3),
                Column.words("EFFECT", 4),
                Column.sentences("SAYS", ENOUGH)));
        for (JsonTree router : routers) {
            for (JsonTree check : router.list("checks")) {
                JsonTree last = check.field("last");
                boolean answered = !last.text("ageMillis").isEmpty();
                boolean up = check.text("up").equals("true");
                table.add(
                        Cell.of(check.text("name")),
                        Cell.of(router.text("name")),
                        Cell.of(up ? Style.GOOD : Style.WRONG, up ? "up" : "down"),
                        Cell.of(answered ? Age.ofMillis(last.text("ageMillis")) + " ago" : ""),
                        Cell.of(answered ? Age.exactly(last.text("latencyMillis")) : ""),
                        Cell.of(check.text("effect")),
                        Cell.of(check.text("detail")));
            }
        }
        return table;
    }

    private record Happened(String router, JsonTree event) {

        Instant at() {
            return Age.instant(event.text("at")).orElse(Instant.MIN);
        }
    }

    private Table events(List<JsonTree> routers) {
        Table table = new Table(List.of(
                Column.words("EVENT", 0),
                Column.words("OF", 1),
                Column.words("WHAT", 0),
                Column.sentences("CAUSE", ENOUGH)));
        routers.stream()
                .flatMap(router ->
                        router.list("timeline").stream().map(event -> new Happened(router.text("name"), event)))
                .sorted(Comparator.comparing(Happened::at).reversed())
                .limit(MOST_EVENTS)
                .forEach(happened -> table.add(
                        Cell.of(Age.since(happened.at(), now) + " ago"),
                        Cell.of(happened.router()),
                        Cell.of(RouterLines.what(happened.event())),
                        Cell.of(happened.event().text("cause"))));
        return table;
    }
}
