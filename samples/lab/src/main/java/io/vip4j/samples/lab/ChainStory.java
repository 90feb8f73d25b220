/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What becomes of rows that a client writes through a virtual address while everything before the database fails. */
final class ChainStory {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * One thing that happened.
     *
     * @param event what
     * @param owner the host that has the address afterwards
     * @param writes the writer's longest time without an answer
     * @param reads the reader's
     * @param unanswered statements that nobody answered
     */
    record Chapter(String event, String owner, Duration writes, Duration reads, long unanswered) {}

    /** All that happened, and the rows at the end. */
    record Report(List<Chapter> chapters, ChainLab.Audit audit) {

        Report {
            chapters = List.copyOf(chapters);
        }
    }

    private final ChainLab lab;
    private final ProxyStack stack;
    private final Duration pause;
    private final Narrator narrator;
    private final SqlClient writer;
    private final SqlClient reader;
    private final List<Chapter> chapters = new ArrayList<>();

    private ChainStory(ChainLab lab, ProxyStack stack, Duration pause, Narrator narrator) {
        this.lab = lab;
        this.stack = stack;
        this.pause = pause;
        this.narrator = narrator;
        this.writer = lab.startWriter();
        this.reader = lab.startReader();
    }

    /**
     * Tells the story once.
     *
     * @param interval between advertisements
     * @param pause after each chapter, for people
     */
    static Report tell(ProxyStack stack, Duration interval, Duration pause, PrintStream out, Palette palette) {
        introduce(stack, interval, out, palette);
        try (ChainLab lab = ChainLab.open(stack, interval)) {
            Report report;
            try (Narrator narrator = new Narrator(out, palette, Instant.now())) {
                narrator.begin();
                lab.ownership()
                        .changes()
                        .addListener(change -> narrator.tell(
                                change.at(),
                                change.host(),
                                (change.held() ? "now has " : "no longer has ") + ChainLab.ADDRESS,
                                ""));
                report = new ChainStory(lab, stack, pause, narrator).perform();
            } catch (LabException e) {
                throw new LabException(e.getMessage() + "\n" + lab, e);
            }
            conclude(report, out, palette);
            return report;
        }
    }

    private static void introduce(ProxyStack stack, Duration interval, PrintStream out, Palette palette) {
        out.println(palette.bold(stack.title() + ": a client, two proxies, two SQL nodes, MariaDB and its replica"));
        out.println();
        out.println("  client ──> " + ChainLab.ADDRESS + ":" + ChainLab.PORT
                + " ──> node-a (priority 100) ──> mycat-1 ──> primary");
        out.println("                                    node-b (priority  90) ──> mycat-2 ──>    │ replication");
        out.println("                                                                          replica");
        out.println();
        out.println(
                "  One mariadb client writes row after row on a connection that it keeps; another one connects anew for");
        out.println(
                "  each question. One advertisement each " + interval.toMillis() + " ms. The databases start first.");
        out.println();
    }

    private Report perform() {
        try (ClientStory story = new ClientStory(narrator, "writer", ChainLab.ADDRESS)) {
            story.follow(writer.answers());
            chapters();
        }
        writer.stop();
        reader.stop();
        return new Report(chapters, lab.audit(writer));
    }

    private void chapters() {
        ProxyNode higher = lab.higher();
        ProxyNode lower = lab.lower();
        chapter("1. The chain begins to work", "start", higher, () -> {
            act("starts node-a, then node-b");
            higher.start();
            lab.awaitOwner(higher);
            lower.start();
            lower.awaitTakesPart(LIMIT);
        });
        // The tutorial's script starts haproxy again; who embeds the address has it taken over.
        ProxyNode afterKill = stack == ProxyStack.HAPROXY ? higher : lower;
        chapter("2. The active proxy is killed", "SIGKILL of the active proxy", afterKill, () -> {
            act("SIGKILL to the proxy of node-a");
            higher.killProxy();
        });
        chapter("3. It comes back", "restart, take-back", higher, () -> {
            act("starts what does not run on node-a");
            higher.start();
        });
        chapter("4. Somebody trips over the cable", "cable cut at the active proxy", lower, () -> {
            act("cuts the cable of node-a");
            higher.host().cutCable();
        });
        chapter("5. The cable is plugged in again", "cable healed, take-back", higher, () -> {
            act("plugs the cable of node-a in");
            higher.host().plugCable();
        });
        chapter("6. An SQL node is killed", "SIGKILL of an SQL node", higher, () -> {
            act("SIGKILL to mycat-1");
            lab.killSqlNode();
        });
        chapter("7. Node-a goes into maintenance", "switchover", lower, () -> {
            act("SIGTERM on node-a");
            higher.stop(LIMIT);
        });
    }

    private void chapter(String title, String event, ProxyNode owner, Runnable action) {
        narrator.chapter(title);
        Instant from = Instant.now();
        action.run();
        lab.awaitOwner(owner);
        writer.awaitAnswer(LIMIT);
        reader.awaitAnswer(LIMIT);
        Deadline.pause(pause);
        Instant to = Instant.now();
        chapters.add(new Chapter(
                event,
                owner.host().name(),
                writer.longestGap(from, to),
                reader.longestGap(from, to),
                writer.unanswered(from, to) + reader.unanswered(from, to)));
    }

    private void act(String what) {
        narrator.highlight(Instant.now(), "demo", what, "");
    }

    private static void conclude(Report report, PrintStream out, Palette palette) {
        TextTable table = new TextTable("event", "owner", "writes pause", "reads pause", "without answer");
        for (Chapter chapter : report.chapters()) {
            table.row(
                    chapter.event(),
                    chapter.owner(),
                    chapter.writes().toMillis() + " ms",
                    chapter.reads().toMillis() + " ms",
                    Long.toString(chapter.unanswered()));
        }
        out.println();
        table.lines().forEach(out::println);
        out.println();
        ChainLab.Audit audit = report.audit();
        out.println("  acknowledged rows        " + audit.acknowledged().size());
        out.println("  rows without an answer   " + audit.unknown().size() + ", of which "
                + audit.unknown().stream().filter(audit.primary()::contains).count() + " are stored");
        out.println("  rows of the primary      " + audit.primary().size());
        out.println("  rows of the replica      " + audit.replica().size());
        String verdict = audit.lost().isEmpty()
                ? palette.good("Nothing that was acknowledged is lost.")
                : palette.bad("Lost, though acknowledged: " + audit.lost());
        out.println("  " + verdict);
        out.println();
    }
}
