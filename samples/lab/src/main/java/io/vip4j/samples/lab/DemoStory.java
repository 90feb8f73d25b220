/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The life of a virtual address: elected, orphaned, taken back, cut off, healed and handed over. */
final class DemoStory {

    /** The virtual address: that of the tutorial in the network of the lab. */
    static final String ADDRESS = "198.51.100.222";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PING_INTERVAL = Duration.ofMillis(10);
    // Time to read, and to see whether what was reached stays.
    private static final Duration PAUSE = Duration.ofMillis(1500);

    private final PairLab lab;
    private final VrrpNode higher;
    private final VrrpNode lower;
    private final Narrator narrator;
    private final TextTable table =
            new TextTable("event", "new owner", "longest gap seen by the client", "both nodes held the address");

    private DemoStory(PairLab lab, Product product, Narrator narrator) {
        this.lab = lab;
        this.higher = product.node(lab.first(), RouterSettings.v2(100).withAddresses(ADDRESS + "/24"));
        this.lower = product.node(lab.second(), RouterSettings.v2(90).withAddresses(ADDRESS + "/24"));
        this.narrator = narrator;
    }

    /** Tells the story once; it takes less than a minute. */
    static void tell(Product product, PrintStream out, Palette palette) {
        try (PairLab lab = PairLab.open(ADDRESS, PING_INTERVAL)) {
            TextTable table;
            try (Narrator narrator = new Narrator(out, palette, Instant.now())) {
                DemoStory story = new DemoStory(lab, product, narrator);
                story.introduce(product, out, palette);
                table = story.perform(product);
            }
            out.println();
            table.lines().forEach(out::println);
            out.println();
        }
    }

    private TextTable perform(Product product) {
        narrator.begin();
        observe(higher);
        observe(lower);
        lab.ownership().changes().addListener(this::ownershipChanged);
        try (ClientStory client = new ClientStory(narrator, "client", ADDRESS)) {
            client.follow(lab.pinger().replies());
            chapters(product);
        }
        return table;
    }

    private void introduce(Product product, PrintStream out, Palette palette) {
        out.println(palette.bold(product.title() + ": one address, two nodes, one client"));
        out.println();
        out.println("  node-a   198.51.100.1     priority 100");
        out.println("  node-b   198.51.100.2     priority 90");
        out.println("  client   198.51.100.100   pings the address every " + PING_INTERVAL.toMillis() + " ms");
        out.println("  address  " + ADDRESS + "   VRRPv2 with a password, virtual router " + RouterSettings.VRID
                + ", one advertisement a second");
        out.println(
                "  Active_Down_Interval of node-b is " + millis(lower.settings().activeDownInterval())
                        + ", its Skew_Time " + millis(lower.settings().skewTime()) + ".");
        out.println();
    }

    private void observe(VrrpNode node) {
        node.stateChanges()
                .addListener(change -> narrator.tell(
                        change.at(), node.host().name(), change.from() + " -> " + change.to(), change.cause()));
    }

    private void ownershipChanged(OwnershipChange change) {
        narrator.tell(change.at(), change.host(), (change.held() ? "now has " : "no longer has ") + ADDRESS, "");
    }

    private void chapters(Product product) {
        String daemon = product == Product.VIP4J ? "vipd" : "keepalived";
        chapter("1. First election", "first election", higher, () -> {
            act("starts " + daemon + " on node-a, then on node-b");
            higher.start();
            higher.awaitState(RouterState.BACKUP, LIMIT);
            lower.start();
        });
        String victim = product == Product.VIP4J ? "the JVM of node-a" : "all of keepalived on node-a";
        chapter("2. The owner dies", "SIGKILL of the owner", lower, () -> {
            act("SIGKILL to " + victim);
            higher.kill();
        });
        chapter("3. It comes back", "restart and take-back", higher, () -> {
            act("starts " + daemon + " on node-a again");
            higher.start();
        });
        chapter("4. Somebody trips over the cable", "cable cut at the owner", lower, () -> {
            act("cuts the cable of node-a");
            lab.first().cutCable();
        });
        chapter("5. The cable is plugged in again", "cable healed, take-back", higher, () -> {
            act("plugs the cable of node-a in");
            lab.first().plugCable();
        });
        chapter("6. The owner is stopped for maintenance", "graceful stop of the owner", lower, () -> {
            act("SIGTERM to " + daemon + " on node-a");
            higher.terminate(LIMIT);
        });
    }

    private void chapter(String title, String event, VrrpNode newOwner, Runnable action) {
        narrator.chapter(title);
        Instant from = Instant.now();
        action.run();
        // Only then is an echo reply one of the new owner.
        newOwner.awaitState(RouterState.ACTIVE, LIMIT);
        lab.ownership().awaitHolder(newOwner.host(), LIMIT);
        lab.pinger().awaitReply(LIMIT);
        pause();
        Instant to = Instant.now();
        table.row(
                event,
                newOwner.host().name(),
                millis(lab.pinger().longestGap(from, to)),
                held(lab.ownership().timeline(), from, to));
    }

    private void act(String what) {
        narrator.highlight(Instant.now(), "demo", what, "");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    private static String held(OwnershipTimeline timeline, Instant from, Instant to) {
        Duration both = timeline.heldByTwo(from, to);
        if (both.isZero()) {
            return "never";
        }
        String shown = String.format(Locale.ROOT, "%.1f ms", both.toNanos() / 1e6);
        return timeline.holders().size() > 1 ? shown + " and still do" : shown;
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%d ms", duration.toMillis());
    }
}
