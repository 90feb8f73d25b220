/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Transition;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The story for machines without network namespaces: the same electors on a network in memory, in virtual time. */
final class SimulatedDemo {

    private static final IpAddress ADDRESS = IpAddress.parse(DemoStory.ADDRESS);
    private static final Duration PING_INTERVAL = Duration.ofMillis(10);
    private static final Duration SILENCE = Duration.ofMillis(200);
    private static final Duration SETTLE = Duration.ofMillis(1500);
    private static final int MAX_PINGS = 3000;

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final SimulatedNode nodeA = lan.node("node-a");
    private final SimulatedNode nodeB = lan.node("node-b");
    private final PrintStream out;
    private final Palette palette;
    private final TextTable table =
            new TextTable("event", "new owner", "longest gap seen by the client", "both nodes held the address");

    private List<String> lastHolders = List.of();
    private Duration sinceAnswer = Duration.ZERO;
    private boolean everAnswered;

    private SimulatedDemo(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Tells the story and returns the exit code. */
    static int tell(PrintStream out, Palette palette) {
        out.println(palette.bold("vip4j: one address, two nodes, one client, on a network in memory"));
        out.println();
        out.println(
                "  The electors are the real ones; sockets, kernel and time are simulated, so the story takes no time.");
        out.println();
        SimulatedDemo demo = new SimulatedDemo(out, palette);
        demo.out.println(palette.dim(Narrator.columns("seconds", "who", "what", "why")));
        demo.chapters();
        out.println();
        demo.table.lines().forEach(out::println);
        out.println();
        return 0;
    }

    private void chapters() {
        VipElector[] a = new VipElector[1];
        VipHost[] hostA = new VipHost[1];
        VipElector[] b = new VipElector[1];
        chapter("1. First election", "first election", "starts an elector on node-a and node-b", () -> {
            hostA[0] = VipHost.open(nodeA.platform());
            a[0] = start(hostA[0], nodeA, 100);
            b[0] = start(VipHost.open(nodeB.platform()), nodeB, 90);
            return a[0];
        });
        chapter("2. The owner dies", "SIGKILL of the owner", "kills the process of node-a", () -> {
            nodeA.kill();
            return b[0];
        });
        chapter("3. It comes back", "restart and take-back", "starts an elector on node-a again", () -> {
            hostA[0] = VipHost.open(nodeA.platform());
            a[0] = start(hostA[0], nodeA, 100);
            return a[0];
        });
        chapter("4. Somebody trips over the cable", "cable cut at the owner", "cuts the cable of node-a", () -> {
            nodeA.unplug();
            return b[0];
        });
        chapter("5. The cable is plugged in again", "cable healed, take-back", "plugs the cable of node-a in", () -> {
            nodeA.plugIn();
            return a[0];
        });
        chapter("6. The owner is stopped for maintenance", "graceful stop of the owner", "closes node-a", () -> {
            hostA[0].close();
            return b[0];
        });
    }

    /** An action of the story; gives the elector that must own the address afterwards. */
    private interface Act {
        VipElector perform();
    }

    private VipElector start(VipHost host, SimulatedNode node, int priority) {
        VipElector elector = host.start(VirtualRouterConfig.builder("VI_1")
                .networkInterface(SimulatedNode.INTERFACE)
                .version(VrrpVersion.V2)
                .vrid(RouterSettings.VRID)
                .priority(priority)
                .password("1234")
                .address(DemoStory.ADDRESS + "/24")
                .build());
        elector.addListener(transition ->
                tell(node.name(), describe(transition), transition.cause().toString()));
        return elector;
    }

    private static String describe(Transition transition) {
        return transition.from() + " -> " + transition.to();
    }

    private void chapter(String title, String event, String what, Act act) {
        out.println("\n" + palette.bold(title));
        out.println(palette.notable(Narrator.columns(seconds(), "demo", what, "")));
        VipElector newOwner = act.perform();
        Duration longestGap = Duration.ZERO;
        Duration gap = Duration.ZERO;
        Duration both = Duration.ZERO;
        Duration settled = Duration.ZERO;
        for (int ping = 0; ping < MAX_PINGS && settled.compareTo(SETTLE) < 0; ping++) {
            observe();
            boolean answered = lan.answering(ADDRESS).isPresent();
            gap = answered ? Duration.ZERO : gap.plus(PING_INTERVAL);
            longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
            both = lan.holders(ADDRESS).size() > 1 ? both.plus(PING_INTERVAL) : both;
            settled = newOwner.state() == VipState.ACTIVE && answered ? settled.plus(PING_INTERVAL) : Duration.ZERO;
            lan.run(PING_INTERVAL);
        }
        if (settled.isZero()) {
            throw new LabException("the address did not reach its new owner: " + event);
        }
        table.row(
                event,
                lan.answering(ADDRESS).orElse("nobody"),
                longestGap.toMillis() + " ms",
                both.isZero() ? "never" : both.toMillis() + " ms");
    }

    /** Tells what has changed for the nodes and for the client since the last ping. */
    private void observe() {
        List<String> holders = lan.holders(ADDRESS);
        lastHolders.stream()
                .filter(node -> !holders.contains(node))
                .forEach(node -> tell(node, "no longer has " + ADDRESS, ""));
        holders.stream()
                .filter(node -> !lastHolders.contains(node))
                .forEach(node -> tell(node, "now has " + ADDRESS, ""));
        lastHolders = holders;
        Optional<String> answering = lan.answering(ADDRESS);
        if (answering.isPresent()) {
            if (!everAnswered) {
                highlight("answered for the first time");
            } else if (sinceAnswer.compareTo(SILENCE) > 0) {
                highlight(String.format(Locale.ROOT, "answered again after %.2f s", sinceAnswer.toMillis() / 1e3));
            }
            everAnswered = true;
            sinceAnswer = Duration.ZERO;
        } else {
            sinceAnswer = sinceAnswer.plus(PING_INTERVAL);
            if (everAnswered && sinceAnswer.equals(SILENCE)) {
                highlight("no answer from " + ADDRESS + " any more");
            }
        }
    }

    private void tell(String who, String what, String why) {
        out.println(Narrator.columns(seconds(), who, what, why));
    }

    private void highlight(String what) {
        out.println(palette.notable(Narrator.columns(seconds(), "client", what, "")));
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.3f", lan.nanoTime() / 1e9);
    }
}
