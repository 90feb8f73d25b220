/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static io.vip4j.machine.TableWords.ADDRESS_LOST;
import static io.vip4j.machine.TableWords.ANNOUNCE_CONTESTED;
import static io.vip4j.machine.TableWords.ANNOUNCE_RESTORED;
import static io.vip4j.machine.TableWords.ANNOUNCE_RESUMED;
import static io.vip4j.machine.TableWords.BASE;
import static io.vip4j.machine.TableWords.BIND_FAILED;
import static io.vip4j.machine.TableWords.BOUND;
import static io.vip4j.machine.TableWords.DIED;
import static io.vip4j.machine.TableWords.DOWN;
import static io.vip4j.machine.TableWords.HIGHER_ADDRESS;
import static io.vip4j.machine.TableWords.INITIALIZE;
import static io.vip4j.machine.TableWords.INTERFACE_LOST;
import static io.vip4j.machine.TableWords.LOWER_ADDRESS;
import static io.vip4j.machine.TableWords.MS;
import static io.vip4j.machine.TableWords.NO_PREEMPT;
import static io.vip4j.machine.TableWords.NS;
import static io.vip4j.machine.TableWords.OWNER;
import static io.vip4j.machine.TableWords.RECLAIM;
import static io.vip4j.machine.TableWords.RENEW;
import static io.vip4j.machine.TableWords.RESIGN;
import static io.vip4j.machine.TableWords.RESIGN_WITH_GROUP;
import static io.vip4j.machine.TableWords.S;
import static io.vip4j.machine.TableWords.SHUTDOWN;
import static io.vip4j.machine.TableWords.STARTUP;
import static io.vip4j.machine.TableWords.T;
import static io.vip4j.machine.TableWords.TICK;
import static io.vip4j.machine.TableWords.UNBIND;
import static io.vip4j.machine.TableWords.UNBOUND;
import static io.vip4j.machine.TableWords.advert;
import static io.vip4j.machine.TableWords.at;
import static io.vip4j.machine.TableWords.backup;
import static io.vip4j.machine.TableWords.changed;
import static io.vip4j.machine.TableWords.holding;
import static io.vip4j.machine.TableWords.releasing;
import static io.vip4j.machine.TableWords.router;
import static io.vip4j.machine.TableWords.send;
import static io.vip4j.machine.TableWords.silentInContest;
import static io.vip4j.machine.TableWords.v3;
import static io.vip4j.machine.TableWords.with;
import static io.vip4j.machine.TransitionRow.row;

import io.vip4j.machine.RouterState.Successor;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** RFC 9568 6.4.3 with the addresses bound. The given router advertised last at T, its next turn is at T + 1 s. */
final class HoldingRows {

    private static final RouterState HOLDING = holding(T + S, T);
    private static final Parameters OWNER_AT_253 = router(VrrpVersion.V3, 255, 100, true, HIGHER_ADDRESS);
    private static final Parameters FLOOR = with(BASE, Duration.ZERO, 3, 50);
    private static final Parameters IPV6 = router(VrrpVersion.V3, 100, 100, true, "fe80::1:0:0:0");

    private static final List<TransitionRow> TIMER = List.of(
            row("SA5 5/A1 Adver_Timer expires: advertise and renew")
                    .given(BASE, HOLDING)
                    .when(TICK, T + S)
                    .then(Rule.ADVERTISE, holding(T + 2 * S, T), send(100), RENEW),
            row("SA5 a nanosecond before, nothing")
                    .given(BASE, HOLDING)
                    .when(TICK, T + S - NS)
                    .stays(Rule.ADVERTISE_PENDING),
            row("SA5 late, but before any Backup takes over: nothing to announce")
                    .given(BASE, HOLDING)
                    .when(TICK, T + 3 * S - NS)
                    .then(Rule.ADVERTISE, holding(T + 4 * S - NS, T), send(100), RENEW),
            row("silent for three intervals and nobody else heard: announce again")
                    .given(BASE, HOLDING)
                    .when(TICK, T + 3 * S)
                    .then(Rule.ADVERTISE_AFTER_STALL, holding(T + 4 * S, T), send(100), RENEW, ANNOUNCE_RESUMED),
            row("with fewer missing advertisements until down, silence is a stall earlier")
                    .given(with(BASE, Duration.ZERO, 2, 1), HOLDING)
                    .when(TICK, T + S)
                    .then(
                            Rule.ADVERTISE,
                            new RouterState.Active(T + 2 * S, T + 3 * S, T, new RouterState.Holding()),
                            send(100),
                            RENEW),
            row("with more of them it is not later: others may count 3")
                    .given(with(BASE, Duration.ZERO, 10, 1), HOLDING)
                    .when(TICK, T + S)
                    .then(Rule.ADVERTISE, holding(T + 2 * S, T), send(100), RENEW),
            row("SA5 5/A2 3.5 s late: one advertisement, no burst")
                    .given(BASE, HOLDING)
                    .when(TICK, T + 4500 * MS)
                    .then(Rule.ADVERTISE_AFTER_STALL, holding(T + 5500 * MS, T), send(100), RENEW, ANNOUNCE_RESUMED));

    private static final List<TransitionRow> CHANGES = List.of(
            row("5/C5 a new priority and interval are advertised at once")
                    .given(v3(150, 50), HOLDING)
                    .when(changed(BASE), T + 300 * MS)
                    .then(Rule.ADVERTISE_CHANGE, holding(50, T + 800 * MS, T), send(150), RENEW),
            row("5/C7 a lower priority is advertised at once, and is no reason to leave")
                    .given(v3(70, 100), HOLDING)
                    .when(changed(BASE), T + 300 * MS)
                    .then(Rule.ADVERTISE_CHANGE, holding(T + 1300 * MS, T), send(70), RENEW),
            row("5/C12 another source address is advertised at once")
                    .given(at(HIGHER_ADDRESS), HOLDING)
                    .when(changed(BASE), T + 300 * MS)
                    .then(Rule.ADVERTISE_CHANGE, holding(T + 1300 * MS, T), send(100), RENEW),
            row("what nobody sees is not advertised")
                    .given(NO_PREEMPT, HOLDING)
                    .when(changed(BASE), T + 300 * MS)
                    .stays(Rule.CHANGE_NOTED),
            row("5/C5 after a stall the sockets are read first, and silence is measured as it was")
                    .given(v3(150, 4095), HOLDING)
                    .when(changed(BASE), T + 3 * S)
                    .stays(Rule.CHANGE_NOTED),
            row("5/C5 and then the overdue turn tells it")
                    .given(v3(150, 4095), HOLDING)
                    .when(TICK, T + 3 * S)
                    .then(
                            Rule.ADVERTISE_AFTER_STALL,
                            holding(4095, T + 43_950 * MS, T),
                            send(150),
                            RENEW,
                            ANNOUNCE_RESUMED));

    private static final List<TransitionRow> PRIORITY_ZERO = List.of(
            row("SA6 5/A3 priority zero: advertise at once, restart the timer, renew, announce what is contested")
                    .given(BASE, HOLDING)
                    .when(advert(0, 100), T + 500 * MS)
                    .then(
                            Rule.PRIORITY_ZERO_IN_ACTIVE,
                            holding(T + 1500 * MS, T + 750 * MS),
                            send(100),
                            RENEW,
                            ANNOUNCE_CONTESTED),
            row("SA6 priority zero from a higher address is no reason to give way")
                    .given(BASE, HOLDING)
                    .when(advert(0, 200, HIGHER_ADDRESS), T)
                    .then(
                            Rule.PRIORITY_ZERO_IN_ACTIVE,
                            holding(T + S, T + 250 * MS),
                            send(100),
                            RENEW,
                            ANNOUNCE_CONTESTED),
            row("SA6 priority zero after a stall is answered like any other")
                    .given(BASE, HOLDING)
                    .when(advert(0, 100), T + 3 * S)
                    .then(
                            Rule.PRIORITY_ZERO_IN_ACTIVE,
                            holding(T + 4 * S, T + 3250 * MS),
                            send(100),
                            RENEW,
                            ANNOUNCE_CONTESTED),
            row("SA6 priority zero is answered even if lower advertisements are not")
                    .given(silentInContest(BASE), HOLDING)
                    .when(advert(0, 100), T)
                    .then(
                            Rule.PRIORITY_ZERO_IN_ACTIVE,
                            holding(T + S, T + 250 * MS),
                            send(100),
                            RENEW,
                            ANNOUNCE_CONTESTED),
            row("SA6 an answer to priority zero is limited to one in a quarter of an interval")
                    .given(BASE, holding(T + S, T + 250 * MS))
                    .when(advert(0, 100), T + 250 * MS - NS)
                    .stays(Rule.PRIORITY_ZERO_LIMITED));

    private static final List<TransitionRow> GIVES_WAY = List.of(
            row("SA7 5/A4 a higher priority wins: advertise a last time, so that it announces again, and unbind")
                    .given(BASE, HOLDING)
                    .when(advert(200, 100), T + MS)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + MS + DOWN), send(100), UNBIND),
            row("SA7 5/A4 a higher priority wins, without a word as the RFC has it")
                    .given(silentInContest(BASE), HOLDING)
                    .when(advert(200, 100), T + MS)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + MS + DOWN), UNBIND),
            row("SA7 T10 its interval counts as the floor if it is shorter")
                    .given(FLOOR, HOLDING)
                    .when(advert(200, 1), T)
                    .then(Rule.HIGHER_PRIORITY, backup(50, T + 1_804_687_500L), send(100), UNBIND),
            row("SA7 T5 5/A5 its interval is learned")
                    .given(BASE, HOLDING)
                    .when(advert(200, 200), T)
                    .then(Rule.HIGHER_PRIORITY, backup(200, T + 7_218_750_000L), send(100), UNBIND),
            row("SA7 T2 version 2 learns nothing from it")
                    .given(router(VrrpVersion.V2, 100, 100, true, "192.0.2.252"), HOLDING)
                    .when(advert(200, 200), T)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + DOWN), send(100), UNBIND),
            row("SA7 5/A6 an equal priority and a higher address win")
                    .given(BASE, HOLDING)
                    .when(advert(100, 100, HIGHER_ADDRESS), T)
                    .then(Rule.HIGHER_ADDRESS, backup(100, T + DOWN), send(100), UNBIND),
            row("SA7 T6 5/A10 Preempt_Mode plays no part in Active")
                    .given(NO_PREEMPT, HOLDING)
                    .when(advert(101, 100), T)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + DOWN), send(100), UNBIND),
            row("SA7 5/A11 addresses are compared unsigned: 128.0.0.1 beats 127.0.0.1")
                    .given(at("127.0.0.1"), HOLDING)
                    .when(advert(100, 100, "128.0.0.1"), T)
                    .then(Rule.HIGHER_ADDRESS, backup(100, T + DOWN), send(100), UNBIND),
            row("SA7 V7 5/A16 two owners: the higher address wins")
                    .given(OWNER, HOLDING)
                    .when(advert(255, 100, HIGHER_ADDRESS), T)
                    .then(Rule.HIGHER_ADDRESS, backup(100, T + 3_003_906_250L), send(255), UNBIND),
            row("SA7 a higher priority after a stall is still a higher priority, and there is no last word")
                    .given(BASE, HOLDING)
                    .when(advert(200, 100), T + 10 * S)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + 10 * S + DOWN), UNBIND),
            row("SA7 a nanosecond before a stall there still is")
                    .given(BASE, HOLDING)
                    .when(advert(200, 100), T + 3 * S - NS)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + 3 * S - NS + DOWN), send(100), UNBIND),
            row("5/A19 silent for three intervals: a lower advertisement shows that its sender took over")
                    .given(BASE, HOLDING)
                    .when(advert(50, 200), T + 3 * S)
                    .then(Rule.YIELD_AFTER_STALL, backup(200, T + 3 * S + 7_218_750_000L), UNBIND),
            row("SA7 5/C12 the tie-break uses the address of this moment")
                    .given(at(HIGHER_ADDRESS), HOLDING)
                    .when(advert(100, 100, "192.0.2.254"), T)
                    .then(Rule.HIGHER_ADDRESS, backup(100, T + DOWN), send(100), UNBIND));

    private static final List<TransitionRow> ASSERTS = List.of(
            row("SA8 5/A7 an equal priority and a lower address: advertise at once, the timer stays")
                    .given(BASE, HOLDING)
                    .when(advert(100, 100, LOWER_ADDRESS), T + 10 * MS)
                    .then(Rule.ASSERT, holding(T + S, T + 260 * MS), send(100), ANNOUNCE_CONTESTED),
            row("SA8 5/A8 5/A19 a lower priority: advertise at once, the timer stays")
                    .given(BASE, HOLDING)
                    .when(advert(99, 100, HIGHER_ADDRESS), T + 10 * MS)
                    .then(Rule.ASSERT, holding(T + S, T + 260 * MS), send(100), ANNOUNCE_CONTESTED),
            row("5/A9 a lower priority is not answered if the setting says so")
                    .given(silentInContest(BASE), HOLDING)
                    .when(advert(99, 100), T + 10 * MS)
                    .stays(Rule.LOWER_IGNORED),
            row("5/A9 nor is an equal priority with a lower address")
                    .given(silentInContest(BASE), HOLDING)
                    .when(advert(100, 100, LOWER_ADDRESS), T + 10 * MS)
                    .stays(Rule.LOWER_IGNORED),
            row("SA8 a nanosecond before a stall still asserts")
                    .given(BASE, HOLDING)
                    .when(advert(99, 100), T + 3 * S - NS)
                    .then(Rule.ASSERT, holding(T + S, T + 3250 * MS - NS), send(100), ANNOUNCE_CONTESTED),
            row("SA8 nothing is learned from a lower advertisement")
                    .given(BASE, HOLDING)
                    .when(advert(99, 4095), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(100), ANNOUNCE_CONTESTED),
            row("SA8 5/A11 10.0.0.200 stays Active against 10.0.0.100")
                    .given(at("10.0.0.200"), HOLDING)
                    .when(advert(100, 100, "10.0.0.100"), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(100), ANNOUNCE_CONTESTED),
            row("SA8 5/A11 128.0.0.1 stays Active against 127.0.0.1")
                    .given(at("128.0.0.1"), HOLDING)
                    .when(advert(100, 100, "127.0.0.1"), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(100), ANNOUNCE_CONTESTED),
            row("SA8 5/A12 fe80::1:0:0:0 stays Active against fe80::ffff")
                    .given(IPV6, HOLDING)
                    .when(advert(100, 100, "fe80::ffff"), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(100), ANNOUNCE_CONTESTED),
            row("SA9 5/A13 equal priority and equal address: stays, one answer")
                    .given(BASE, HOLDING)
                    .when(advert(100, 100, "192.0.2.252"), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(100), ANNOUNCE_CONTESTED),
            row("SA8 V7 5/A17 two owners: the lower address loses")
                    .given(OWNER_AT_253, HOLDING)
                    .when(advert(255, 100, LOWER_ADDRESS), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(255), ANNOUNCE_CONTESTED),
            row("SA8 5/A18 the owner stays against 200")
                    .given(OWNER, HOLDING)
                    .when(advert(200, 100, HIGHER_ADDRESS), T)
                    .then(Rule.ASSERT, holding(T + S, T + 250 * MS), send(255), ANNOUNCE_CONTESTED),
            row("SA8 5/A14 an answer is limited to one in a quarter of an interval")
                    .given(BASE, holding(T + S, T + 250 * MS))
                    .when(advert(99, 100), T + 250 * MS - NS)
                    .stays(Rule.ASSERT_LIMITED),
            row("SA8 5/A14 and allowed again when that is over")
                    .given(BASE, holding(T + S, T + 250 * MS))
                    .when(advert(99, 100), T + 250 * MS)
                    .then(Rule.ASSERT, holding(T + S, T + 500 * MS), send(100), ANNOUNCE_CONTESTED));

    private static final List<TransitionRow> OTHER = List.of(
            row("SA4 5/A15 shutdown: unbind first, priority zero when they are gone")
                    .given(BASE, HOLDING)
                    .when(SHUTDOWN, T)
                    .then(Rule.ACTIVE_SHUTDOWN, releasing(T + S, T, T + 50 * MS, Successor.INITIALIZE), UNBIND),
            row("resign: unbind first, stay Backup")
                    .given(BASE, HOLDING)
                    .when(RESIGN, T)
                    .then(Rule.RESIGN, releasing(T + S, T, T + 50 * MS, Successor.BACKUP), UNBIND),
            row("resign with the group: unbind first, stay a Backup that preempts")
                    .given(BASE, HOLDING)
                    .when(RESIGN_WITH_GROUP, T)
                    .then(Rule.RESIGN, releasing(T + S, T, T + 50 * MS, Successor.PREEMPTING_BACKUP), UNBIND),
            row("5/C10 the interface is lost: unbind without a word")
                    .given(BASE, HOLDING)
                    .when(INTERFACE_LOST, T)
                    .then(Rule.ACTIVE_INTERFACE_LOST, INITIALIZE, UNBIND),
            row("the process of the router before has ended, in Active")
                    .given(BASE, HOLDING)
                    .when(DIED, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("somebody removed an address: put it back and announce")
                    .given(BASE, HOLDING)
                    .when(ADDRESS_LOST, T + 3 * S - NS)
                    .stays(Rule.ADDRESS_RESTORED, RENEW, ANNOUNCE_RESTORED),
            row("an address lost in a stall stays away until the sockets were read")
                    .given(BASE, HOLDING)
                    .when(ADDRESS_LOST, T + 3 * S)
                    .stays(Rule.NOT_APPLICABLE),
            row("5/I6 startup in Active is no second startup")
                    .given(BASE, HOLDING)
                    .when(STARTUP, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("no role to take back in Active")
                    .given(BASE, HOLDING)
                    .when(RECLAIM, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("bound twice changes nothing")
                    .given(BASE, HOLDING)
                    .when(BOUND, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("a late failure of an earlier bind, in Active")
                    .given(BASE, HOLDING)
                    .when(BIND_FAILED, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("a late answer of an earlier unbind, in Active")
                    .given(BASE, HOLDING)
                    .when(UNBOUND, T)
                    .stays(Rule.NOT_APPLICABLE));

    static final List<TransitionRow> ROWS = Stream.of(TIMER, CHANGES, PRIORITY_ZERO, GIVES_WAY, ASSERTS, OTHER)
            .flatMap(List::stream)
            .toList();

    private HoldingRows() {}
}
