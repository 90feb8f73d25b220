/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.AddressLease;
import io.vip4j.config.HostConfig;
import io.vip4j.config.Preemption;
import io.vip4j.config.Quorum;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.FlapDamping;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** For each rule the smallest nodes that break it, and the same with the fix. */
final class RuleExamples {

    private static final IpAddress A = IpAddress.parse("198.51.100.1");
    private static final IpAddress B = IpAddress.parse("198.51.100.2");

    /** Nodes that break a rule, and nodes that do not. */
    record Example(PlanRule rule, Plan bad, Plan good) {}

    private RuleExamples() {}

    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        all.addAll(failovers());
        all.addAll(priorities());
        all.addAll(wires());
        all.addAll(groupsAndTimes());
        all.addAll(checks());
        return all;
    }

    private static List<Example> failovers() {
        OnFailure weight = OnFailure.weight(-20);
        return List.of(
                example(
                        PlanRule.FAILOVER_UNREACHABLE,
                        plan(tutorial(100, 3), tutorial(90, 3)),
                        plan(tutorial(100, -20), tutorial(90, -20))),
                example(
                        PlanRule.EQUAL_IS_NOT_ENOUGH,
                        plan(tutorial(100, 10), tutorial(90, 10)),
                        plan(tutorial(100, 11), tutorial(90, 11))),
                example(
                        PlanRule.NO_PREEMPTION_AND_WEIGHT,
                        plan(checked(100, weight), checked(90, weight).preempt(false)),
                        plan(
                                checked(100, OnFailure.release()),
                                checked(90, OnFailure.release()).preempt(false))),
                example(PlanRule.NOBODY_TAKES_OVER, heldBack(true), heldBack(false)),
                example(PlanRule.SPLIT, plan(web(100), web(90).version(VrrpVersion.V2)), plan(web(100), web(90))),
                example(
                        PlanRule.OWN_INTERFACE_IGNORED,
                        plan(web(100).tracksOwnInterface(false), web(90)),
                        plan(web(100), web(90))));
    }

    private static List<Example> priorities() {
        return List.of(
                example(PlanRule.SINGLE_NODE, plan(web(100)), plan(web(100), web(90))),
                example(PlanRule.PRIORITY_TIE, plan(web(100), web(100)), plan(web(100), web(90))),
                example(
                        PlanRule.PRIORITY_CLAMPED,
                        plan(tutorial(200, 101), web(100)),
                        plan(tutorial(150, 101), web(100))),
                example(
                        PlanRule.OWNER_IGNORES_WEIGHTS,
                        plan(checked(255, OnFailure.weight(-20)), web(100)),
                        plan(checked(254, OnFailure.weight(-160)), web(100))),
                example(
                        PlanRule.NO_PREEMPTION_OF_LAST_RESORT,
                        plan(web(100).keepWhenAllBad(true), web(90).preempt(false)),
                        plan(
                                web(100).keepWhenAllBad(true),
                                web(90).preemption(Preemption.after(Duration.ofSeconds(30))))));
    }

    private static List<Example> wires() {
        return List.of(
                example(
                        PlanRule.VERSION_MISMATCH,
                        plan(web(100), web(90).version(VrrpVersion.V2)),
                        plan(web(100), web(90))),
                example(
                        PlanRule.INTERVAL_MISMATCH,
                        plan(version2(100), version2(90).advertisementInterval(Duration.ofSeconds(2))),
                        plan(version2(100), version2(90))),
                example(
                        PlanRule.AUTHENTICATION_MISMATCH,
                        plan(version2(100).password("1234"), version2(90).password("1235")),
                        plan(version2(100).password("1234"), version2(90).password("1234"))),
                example(
                        PlanRule.CHECKSUM_MISMATCH,
                        plan(web(100), web(90).checksum(ChecksumChoice.MESSAGE_ONLY)),
                        plan(web(100), web(90))),
                example(
                        PlanRule.ADDRESS_MISMATCH,
                        plan(web(100).address("198.51.100.223/24"), web(90)),
                        plan(web(100), web(90))),
                example(
                        PlanRule.VRID_REUSED,
                        plan(web(100), web(90).addresses(List.of()).address("198.51.100.9/24")),
                        plan(web(100), web(90))),
                example(
                        PlanRule.TRANSPORT_MISMATCH,
                        plan(web(100), web(90).transport(Transport.unicast(A))),
                        plan(web(100).transport(Transport.unicast(B)), web(90).transport(Transport.unicast(A)))),
                example(
                        PlanRule.PEER_NOT_LISTED,
                        plan(
                                web(100).sourceAddress(A).transport(Transport.unicast(B)),
                                web(90).sourceAddress(B).transport(Transport.unicast(B))),
                        plan(
                                web(100).sourceAddress(A).transport(Transport.unicast(B)),
                                web(90).sourceAddress(B).transport(Transport.unicast(A)))),
                example(PlanRule.QUORUM_MISMATCH, plan(voted(100), web(90)), plan(voted(100), voted(90))));
    }

    private static List<Example> groupsAndTimes() {
        SyncGroup group = SyncGroup.of("both", "web", "mail");
        HostConfig alone = new HostConfig(List.of(web(100).build(), mail(100).build()), List.of());
        HostConfig high = new HostConfig(List.of(web(100).build(), mail(100).build()), List.of(group));
        HostConfig low = new HostConfig(List.of(web(90).build(), mail(90).build()), List.of(group));
        HostConfig torn = new HostConfig(List.of(web(90).build(), mail(110).build()), List.of(group));
        return List.of(
                example(PlanRule.GROUP_PRIORITIES_DIFFER, plan(high, torn), plan(high, low)),
                example(PlanRule.GROUP_MISMATCH, plan(alone, low), plan(high, low)),
                example(PlanRule.NEVER_SETTLES, endless(true), endless(false)),
                example(
                        PlanRule.LEASE_TOO_LONG,
                        plan(web(100).lease(AddressLease.of(Duration.ofSeconds(5))), web(90)),
                        plan(web(100).lease(AddressLease.of(Duration.ofSeconds(3))), web(90))),
                example(
                        PlanRule.SLOW_CHECK,
                        plan(
                                web(100).check("slow", local().every(Duration.ofSeconds(30)), OnFailure.release()),
                                web(90)),
                        plan(web(100).check("slow", local(), OnFailure.release()), web(90))));
    }

    /** The group of node-b cannot have mail, and so does not take web when node-a fails. */
    private static Plan heldBack(boolean together) {
        List<SyncGroup> groups = together ? List.of(SyncGroup.of("both", "web", "mail")) : List.of();
        return plan(
                new HostConfig(List.of(web(100).build()), List.of()),
                new HostConfig(List.of(web(90).build(), mail(90).build()), groups),
                new HostConfig(List.of(mail(200).build()), List.of()));
    }

    /** Stone, paper and scissors: each group takes a router from the next one. */
    private static Plan endless(boolean rounds) {
        return plan(
                pair(web(110).build(), mail(rounds ? 100 : 120).build()),
                pair(mail(110).build(), named("dns", 12, rounds ? 100 : 105).build()),
                pair(named("dns", 12, rounds ? 110 : 100).build(), web(100).build()));
    }

    private static HostConfig pair(VirtualRouterConfig one, VirtualRouterConfig two) {
        return new HostConfig(List.of(one, two), List.of(SyncGroup.of("both", one.name(), two.name())));
    }

    private static List<Example> checks() {
        HealthCheck gateway = HealthCheck.ping("198.51.100.254");
        FlapDamping damping = new FlapDamping(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10));
        return List.of(
                example(
                        PlanRule.SHARED_TARGET,
                        plan(
                                web(100).check("gateway", gateway, OnFailure.release()),
                                web(90).check("gateway", gateway, OnFailure.release())),
                        plan(
                                web(100).check("gateway", gateway, OnFailure.release())
                                        .keepWhenAllBad(true),
                                web(90).check("gateway", gateway, OnFailure.release())
                                        .keepWhenAllBad(true))),
                example(
                        PlanRule.TIMEOUT_EXCEEDS_INTERVAL,
                        plan(
                                web(100).check("late", local().timeout(Duration.ofSeconds(5)), OnFailure.release()),
                                web(90)),
                        plan(web(100).check("late", local(), OnFailure.release()), web(90))),
                example(
                        PlanRule.DAMPING_HOLDS_BACK,
                        plan(web(100).check("flaps", local().damping(damping), OnFailure.release()), web(90)),
                        plan(web(100).check("flaps", local(), OnFailure.release()), web(90))));
    }

    static VirtualRouterConfig.Builder web(int priority) {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(priority)
                .address("198.51.100.222/24");
    }

    /** A vote that nobody is asked for here. */
    static VirtualRouterConfig.Builder voted(int priority) {
        return web(priority)
                .quorum(Quorum.of(SimulatedLan.virtualTime(0).newVoteStore().gate("web", "node")));
    }

    private static VirtualRouterConfig.Builder mail(int priority) {
        return named("mail", 11, priority);
    }

    private static VirtualRouterConfig.Builder named(String name, int vrid, int priority) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .priority(priority)
                .address("198.51.100." + vrid + "/24");
    }

    private static VirtualRouterConfig.Builder version2(int priority) {
        return web(priority).version(VrrpVersion.V2);
    }

    /** The pair of nodes of the tutorial: haproxy is asked every 4 s and weighs 3. */
    static VirtualRouterConfig.Builder tutorial(int priority, int weight) {
        return version2(priority)
                .check(
                        "chk_haproxy",
                        local().every(Duration.ofSeconds(4)).timeout(Duration.ofSeconds(4)),
                        OnFailure.weight(weight));
    }

    static VirtualRouterConfig.Builder checked(int priority, OnFailure onFailure) {
        return web(priority).timing(Timing.DEFAULT.peerMemory(Duration.ZERO)).check("app", local(), onFailure);
    }

    private static HealthCheck local() {
        return HealthCheck.of((Probe) timeout -> Probe.Result.healthy("fine"));
    }

    private static Example example(PlanRule rule, Plan bad, Plan good) {
        return new Example(rule, bad, good);
    }

    static Plan plan(VirtualRouterConfig.Builder... routers) {
        HostConfig[] configs = new HostConfig[routers.length];
        for (int i = 0; i < routers.length; i++) {
            configs[i] = new HostConfig(List.of(routers[i].build()), List.of());
        }
        return plan(configs);
    }

    /** Nodes that are called node-a, node-b and so on. */
    static Plan plan(HostConfig... configs) {
        List<PlanNode> nodes = new ArrayList<>();
        for (HostConfig config : configs) {
            String name = "node-" + (char) ('a' + nodes.size());
            nodes.add(new PlanNode(name, config, name + ".conf"));
        }
        return Plan.of(nodes, 0);
    }
}
