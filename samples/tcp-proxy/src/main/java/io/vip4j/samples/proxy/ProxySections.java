/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.event.CheckStatus;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.samples.proxy.net.ListenerCounters;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.samples.proxy.pool.PoolCounters;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.samples.proxy.pool.ServerCounters;
import io.vip4j.samples.support.status.PageSection;
import io.vip4j.samples.support.status.PageSection.Cell;
import io.vip4j.samples.support.status.PageSection.Column;
import io.vip4j.samples.support.status.PageSection.Fact;
import io.vip4j.samples.support.status.PageSection.Kind;
import io.vip4j.samples.support.status.PageSection.Tile;
import io.vip4j.samples.support.status.PageSection.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The listeners, pools and servers of a proxy as sections of the status page. Asks the loop for the last checks. */
final class ProxySections {

    private static final List<Column> OF_LISTENERS = List.of(
            new Column("Listener", Kind.TEXT),
            new Column("State", Kind.TEXT),
            new Column("Now", Kind.COUNT),
            new Column("Accepted", Kind.COUNT),
            new Column("In", Kind.OCTETS),
            new Column("Out", Kind.OCTETS),
            new Column("Errors", Kind.COUNT));

    private static final List<Column> OF_SERVERS = List.of(
            new Column("Server", Kind.TEXT),
            new Column("State", Kind.TEXT),
            new Column("Now", Kind.COUNT),
            new Column("Connections", Kind.COUNT),
            new Column("To", Kind.OCTETS),
            new Column("From", Kind.OCTETS),
            new Column("Errors", Kind.COUNT),
            new Column("Last check", Kind.TEXT));

    private ProxySections() {}

    /** Those of this moment. */
    static List<PageSection> of(Proxy proxy) {
        List<PageSection> sections = new ArrayList<>();
        sections.add(listeners(proxy));
        for (Pool pool : proxy.pools()) {
            sections.add(pool(pool, proxy::checkOf));
        }
        return sections;
    }

    private static PageSection listeners(Proxy proxy) {
        long open = proxy.limit().open();
        boolean full = open >= proxy.limit().most();
        return new PageSection(
                "Listeners",
                Optional.of(new Tile(Long.toString(open), "Connections", full)),
                List.of(
                        new Fact("Connections", Kind.COUNT, Cell.of(open)),
                        new Fact("At most", Kind.COUNT, Cell.of(proxy.limit().most()))),
                OF_LISTENERS,
                proxy.listeners().stream().map(ProxySections::row).toList(),
                "");
    }

    private static List<Cell> row(Listener listener) {
        ListenerCounters counters = listener.counters();
        Map<String, Long> errors = new LinkedHashMap<>();
        errors.put("refused", counters.refused.sum());
        errors.put("no server took it", counters.connectFailures.sum());
        errors.put("no socket", counters.socketFailures.sum());
        errors.put("bad PROXY header", counters.proxyFaults.sum());
        errors.put("late PROXY header", counters.proxyTimeouts.sum());
        errors.put("client gone", counters.clientsGone.sum());
        errors.put("client reset", counters.clientResets.sum());
        errors.put("server reset", counters.serverResets.sum());
        errors.put("idle", counters.idleTimeouts.sum());
        errors.put("cut", counters.cut.sum());
        errors.put("turned away", counters.turnedAway.sum());
        errors.put("accept failed", counters.acceptFailures.sum());
        return List.of(
                Cell.of(listener.name())
                        .with(listener.config().bind().toString().substring(1) + " to "
                                + listener.config().pool()),
                state(listener),
                Cell.of(listener.connections()),
                Cell.of(counters.accepted.sum()),
                Cell.of(counters.octetsIn.sum()),
                Cell.of(counters.octetsOut.sum()),
                sum(errors));
    }

    private static Cell state(Listener listener) {
        if (!listener.isOpen()) {
            return Cell.of("closed").in(Tone.WARN);
        }
        return listener.isPaused()
                ? Cell.of("paused").in(Tone.WARN).with("clients wait in the backlog")
                : Cell.of("listening").in(Tone.GOOD);
    }

    private static PageSection pool(Pool pool, Function<Server, Optional<CheckStatus>> checks) {
        List<Server> servers = pool.servers();
        long up = servers.stream().filter(Server::isUp).count();
        PoolCounters counters = pool.counters();
        return new PageSection(
                "Pool " + pool.name(),
                Optional.of(new Tile(up + "/" + servers.size(), "Up in " + pool.name(), up < servers.size())),
                List.of(
                        new Fact("Connections", Kind.COUNT, Cell.of(pool.connections())),
                        new Fact("Waiting", Kind.COUNT, Cell.of(pool.waiting())),
                        new Fact("Had to wait", Kind.COUNT, Cell.of(counters.queued.sum())),
                        new Fact("Waited in vain", Kind.COUNT, Cell.of(counters.queueTimeouts.sum())),
                        new Fact("Queue full", Kind.COUNT, Cell.of(counters.queueFull.sum())),
                        new Fact("No server", Kind.COUNT, Cell.of(counters.noServer.sum())),
                        new Fact("Went to another", Kind.COUNT, Cell.of(counters.redispatches.sum()))),
                OF_SERVERS,
                servers.stream()
                        .map(server -> row(server, checks.apply(server)))
                        .toList(),
                "");
    }

    private static List<Cell> row(Server server, Optional<CheckStatus> check) {
        ServerCounters counters = server.counters();
        Map<String, Long> errors = new LinkedHashMap<>();
        errors.put("did not connect", counters.connectFailures.sum());
        errors.put("reset", counters.resets.sum());
        errors.put("went down", counters.downs.sum());
        return List.of(
                Cell.of(server.name())
                        .with(server.config().address() + " \u00b7 weight "
                                + server.config().weight() + (server.config().backup() ? " \u00b7 backup" : "")),
                server.isUp() ? Cell.of("up").in(Tone.GOOD) : Cell.of("down").in(Tone.BAD),
                Cell.of(server.connections()),
                Cell.of(counters.connections.sum()),
                Cell.of(counters.octetsTo.sum()),
                Cell.of(counters.octetsFrom.sum()),
                sum(errors),
                check.map(ProxySections::lastOf).orElseGet(() -> Cell.of(server.detail())));
    }

    private static Cell lastOf(CheckStatus check) {
        return check.last()
                .map(last -> Cell.of(check.up() ? last.detail() : check.detail())
                        .with("took %.1f ms".formatted(last.latency().toNanos() / 1e6))
                        .at(last.at()))
                .orElseGet(() -> Cell.of("not asked yet"));
    }

    /** How many there were, and of which kinds. */
    private static Cell sum(Map<String, Long> kinds) {
        return Cell.of(kinds.values().stream().mapToLong(Long::longValue).sum())
                .with(kinds.entrySet().stream()
                        .filter(kind -> kind.getValue() > 0)
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .collect(Collectors.joining(", ")));
    }
}
