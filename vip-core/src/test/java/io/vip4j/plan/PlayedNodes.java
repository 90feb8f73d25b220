/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The nodes of a plan on a simulated LAN: real electors, to which failures are done. */
final class PlayedNodes {

    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(12);

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final Map<String, PlanNode> nodes = new LinkedHashMap<>();
    private final Map<String, VipHost> hosts = new LinkedHashMap<>();
    private final Set<String> unplugged = new HashSet<>();
    private final RandomNodes random;

    PlayedNodes(Plan plan, RandomNodes random) {
        this.random = random;
        for (PlanNode node : plan.nodes()) {
            nodes.put(node.name(), node);
            lan.node(node.name()).addInterface("eth1");
        }
        random.failing.clear();
        plan.routers().forEach(router -> router.members().forEach(member -> prepare(member, plan)));
        nodes.keySet().forEach(this::start);
        settle();
    }

    /** Who is Active for a virtual router, in the order of the nodes. */
    List<String> owners(VirtualRouter router) {
        List<String> owners = new ArrayList<>();
        for (Member member : router.members()) {
            VipHost host = hosts.get(member.node());
            if (host == null) {
                continue;
            }
            for (VipElector elector : host.electors()) {
                if (elector.config().vrid().equals(router.vrid()) && elector.isActive()) {
                    owners.add(member.node());
                }
            }
        }
        return owners;
    }

    void fail(Failure failure) {
        SimulatedNode node = lan.node(failure.node());
        switch (failure.kind()) {
            case CRASH -> {
                node.kill();
                hosts.remove(failure.node());
            }
            case STOP -> Objects.requireNonNull(hosts.remove(failure.node())).close();
            case INTERFACE -> toggle(node, failure.subject());
            case CHECK -> flip(failure);
        }
        settle();
    }

    void repair(Failure failure) {
        switch (failure.kind()) {
            case CRASH, STOP -> start(failure.node());
            case INTERFACE -> toggle(lan.node(failure.node()), failure.subject());
            case CHECK -> flip(failure);
        }
        settle();
    }

    /** What is used reversed only is well while it is down. */
    private void prepare(Member member, Plan plan) {
        Situation healthy = Situation.healthy(plan.routers());
        for (Watched watched : Watched.allOf(member)) {
            if (!healthy.isUp(member.node(), watched)) {
                if (watched.kind() == Failure.Kind.CHECK) {
                    random.failing.add(member.node() + "/" + watched.subject());
                } else if (!unplugged.contains(member.node() + "/" + watched.subject())) {
                    toggle(lan.node(member.node()), watched.subject());
                }
            }
        }
    }

    private void flip(Failure failure) {
        String key = failure.node() + "/" + failure.subject();
        if (!random.failing.remove(key)) {
            random.failing.add(key);
        }
    }

    private void toggle(SimulatedNode node, String networkInterface) {
        String key = node.name() + "/" + networkInterface;
        if (unplugged.remove(key)) {
            node.plugIn(networkInterface);
        } else {
            unplugged.add(key);
            node.unplug(networkInterface);
        }
    }

    private void start(String name) {
        VipHost host = VipHost.open(lan.node(name).platform());
        host.apply(Objects.requireNonNull(nodes.get(name)).config());
        hosts.put(name, host);
    }

    private void settle() {
        lan.run(UNTIL_SETTLED);
    }
}
