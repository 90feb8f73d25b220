/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Lateness;
import io.vip4j.samples.support.http.BearerToken;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.samples.support.status.Control;
import io.vip4j.samples.support.status.DaemonPage;
import io.vip4j.samples.support.status.StatusJson;
import io.vip4j.simulation.SimulatedLan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A node whose routers a page shows, with a peer on a LAN in memory. */
final class PagedNode implements AutoCloseable {

    static final String TOKEN = "correct-horse-battery-staple";

    private final SimulatedLan lan;
    private final VipHost node;
    private final VipHost peer;
    private final StatusJson status;
    private final Control control = new Control();
    private final Optional<BearerToken> token;
    private final String url;
    private final boolean virtual;
    private DaemonPage page;

    private PagedNode(SimulatedLan lan, InstantSource clock, boolean writable, boolean virtual) {
        this.virtual = virtual;
        this.lan = lan;
        node = VipHost.open(lan.node("a").platform());
        peer = VipHost.open(lan.node("b").platform());
        status = new StatusJson(
                Vipd.version(), Path.of("/etc/keepalived/keepalived.conf"), Optional.of("lb-a.example.net"), clock);
        token = writable ? Optional.of(new BearerToken(TOKEN)) : Optional.empty();
        page = page(0);
        url = page.url().orElseThrow();
    }

    /** Everything happens when it does. */
    static PagedNode inRealTime(boolean writable) {
        return new PagedNode(SimulatedLan.realTime(), InstantSource.system(), writable, false);
    }

    /** Time passes when {@code lan().run} says so, whatever the machine has to do besides. */
    static PagedNode inVirtualTime() {
        SimulatedLan lan = SimulatedLan.virtualTime(1);
        Instant begin = Instant.parse("2026-01-01T00:00:00Z"); // As the LAN has it.
        return new PagedNode(lan, () -> begin.plusNanos(lan.nanoTime()), true, true);
    }

    private DaemonPage page(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new DaemonPage(
                        Optional.of(new PageSettings(address, token, false, Set.of(), PageOptions.NAMES)),
                        status,
                        control,
                        Map.of())
                .open();
    }

    /** A router to begin with. It advertises often enough for a quick takeover, seldom enough for a busy machine. */
    static VirtualRouterConfig.Builder router(String name, int vrid) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .priority(100)
                .advertisementInterval(Duration.ofMillis(500))
                .address("198.51.100." + (100 + vrid) + "/24");
    }

    /** Runs these routers here, and bare ones for the same addresses with another priority on the peer. */
    void run(int priorityOfPeer, VirtualRouterConfig... routers) {
        HostConfig config = new HostConfig(List.of(routers), List.of());
        status.show(node::electors, virtual ? PagedNode::everydayLateness : node::lateness, config);
        control.show(node::electors, config);
        List<VirtualRouterConfig> bare = List.of(routers).stream()
                .map(router -> router(router.name(), router.vrid().value())
                        .advertisementInterval(router.advertisementInterval().toDuration())
                        .priority(priorityOfPeer)
                        .build())
                .toList();
        peer.apply(new HostConfig(bare, List.of()));
        if (virtual) {
            lan.run(Duration.ofSeconds(5)); // So that the peer is heard.
        }
        node.apply(config, page);
    }

    /** In virtual time nothing is late. */
    private static Lateness everydayLateness() {
        long last = 60_000 + ThreadLocalRandom.current().nextLong(400_000);
        return new Lateness(
                86_400,
                Duration.ofNanos(last),
                Duration.ofNanos(110_000),
                Duration.ofNanos(524_288),
                Duration.ofNanos(4_200_000),
                0,
                Duration.ofMillis(500),
                Duration.ZERO);
    }

    /** Lets the page have this many documents, as it would in so many seconds. */
    void send(int documents) {
        for (int i = 0; i < documents; i++) {
            page.changed();
            LockSupport.parkNanos(Duration.ofMillis(120).toNanos());
        }
    }

    VipElector elector(String name) {
        return node.electors().stream()
                .filter(elector -> elector.config().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    SimulatedLan lan() {
        return lan;
    }

    String url() {
        return url;
    }

    /** The server of the page dies; the routers live on. */
    void stopPage() {
        page.close();
    }

    /** And comes back at the same address. */
    void restartPage() {
        page = page(URI.create(url).getPort());
    }

    @Override
    public void close() {
        page.close();
        for (VipHost host : List.of(node, peer)) {
            try {
                host.close();
            } catch (IllegalStateException e) {
                // A test has killed its node.
            }
        }
        lan.close();
    }
}
