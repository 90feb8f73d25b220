/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static io.vip4j.machine.TableWords.ADDRESS_LOST;
import static io.vip4j.machine.TableWords.BASE;
import static io.vip4j.machine.TableWords.BIND;
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
import static io.vip4j.machine.TableWords.RESIGN;
import static io.vip4j.machine.TableWords.S;
import static io.vip4j.machine.TableWords.SHUTDOWN;
import static io.vip4j.machine.TableWords.SKEW;
import static io.vip4j.machine.TableWords.STARTUP;
import static io.vip4j.machine.TableWords.T;
import static io.vip4j.machine.TableWords.TICK;
import static io.vip4j.machine.TableWords.UNBOUND;
import static io.vip4j.machine.TableWords.advert;
import static io.vip4j.machine.TableWords.at;
import static io.vip4j.machine.TableWords.backup;
import static io.vip4j.machine.TableWords.changed;
import static io.vip4j.machine.TableWords.claiming;
import static io.vip4j.machine.TableWords.delaying;
import static io.vip4j.machine.TableWords.died;
import static io.vip4j.machine.TableWords.heldBackup;
import static io.vip4j.machine.TableWords.lingering;
import static io.vip4j.machine.TableWords.router;
import static io.vip4j.machine.TableWords.send;
import static io.vip4j.machine.TableWords.skewed;
import static io.vip4j.machine.TableWords.v3;
import static io.vip4j.machine.TableWords.with;
import static io.vip4j.machine.TransitionRow.row;

import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** RFC 9568 6.4.2. The given Backup was heard of last at T: its timer expires at T + Active_Down_Interval. */
final class BackupRows {

    private static final RouterState.Backup BACKUP = backup(100, T + DOWN);
    private static final Parameters V2_TEN_SECONDS = router(VrrpVersion.V2, 100, 1000, true, "192.0.2.252");
    private static final Parameters DELAYING = with(BASE, Duration.ofSeconds(60), 3, 1);
    private static final Parameters WITHHELD = BASE.withClaimAllowed(false);

    private static final List<TransitionRow> TIMER = List.of(
            row("SB5 5/B1 Active_Down_Timer expires: advertise, bind")
                    .given(BASE, BACKUP)
                    .when(TICK, T + DOWN)
                    .then(Rule.ACTIVE_DOWN, claiming(T + DOWN + S, T + DOWN), send(100), BIND),
            row("SB5 5/B2 a nanosecond before, nothing")
                    .given(BASE, BACKUP)
                    .when(TICK, T + DOWN - NS)
                    .stays(Rule.ACTIVE_DOWN_PENDING),
            row("SB5 5/L12 a tick that was meant for an earlier deadline")
                    .given(BASE, backup(100, T + 2 * S + DOWN))
                    .when(TICK, T + DOWN)
                    .stays(Rule.ACTIVE_DOWN_PENDING),
            row("SB5 5/L13 ten seconds late: one claim, with timers from now")
                    .given(BASE, BACKUP)
                    .when(TICK, T + DOWN + 10 * S)
                    .then(Rule.ACTIVE_DOWN, claiming(T + DOWN + 11 * S, T + DOWN + 10 * S), send(100), BIND),
            row("SB5 5/L3 a learned interval does not reach the own advertisements")
                    .given(BASE, backup(200, T))
                    .when(TICK, T)
                    .then(Rule.ACTIVE_DOWN, claiming(T + S, T), send(100), BIND),
            row("SB5 5/B14 an owner that lost the role takes it back")
                    .given(OWNER, backup(100, T))
                    .when(TICK, T)
                    .then(Rule.ACTIVE_DOWN, claiming(T + S, T), send(255), BIND),
            row("SB5 after an own release: nobody else took the role")
                    .given(BASE, heldBackup(100, T))
                    .when(TICK, T)
                    .then(Rule.ACTIVE_DOWN, claiming(T + S, T), send(100), BIND),
            row("nobody took the role that was given away: taken back before the timer expires")
                    .given(BASE, heldBackup(100, T + DOWN))
                    .when(RECLAIM, T + S)
                    .then(Rule.RECLAIM, claiming(T + 2 * S, T + S), send(100), BIND),
            row("the same while the role may not be taken: wait with an expired timer")
                    .given(WITHHELD, heldBackup(100, T + DOWN))
                    .when(RECLAIM, T + S)
                    .then(Rule.ACTIVE_DOWN_WITHHELD, heldBackup(100, T + S)),
            row("the timer expires while the role may not be taken: wait with the expired timer")
                    .given(WITHHELD, BACKUP)
                    .when(TICK, T + DOWN)
                    .stays(Rule.ACTIVE_DOWN_WITHHELD),
            row("a role that may not be taken is no reason to wait less")
                    .given(WITHHELD, BACKUP)
                    .when(TICK, T + DOWN - NS)
                    .stays(Rule.ACTIVE_DOWN_PENDING),
            row("leave to take the role comes late: it is taken then")
                    .given(BASE, BACKUP)
                    .when(TICK, T + DOWN + 100 * S)
                    .then(Rule.ACTIVE_DOWN, claiming(T + DOWN + 101 * S, T + DOWN + 100 * S), send(100), BIND));

    private static final List<TransitionRow> CHANGES = List.of(
            row("5/C6 a higher priority moves the running timer by the difference of the intervals")
                    .given(v3(150, 100), BACKUP)
                    .when(changed(BASE), T + S)
                    .then(Rule.TIMER_REBASED, backup(100, T + 3_414_062_500L)),
            row("5/C6 a lower priority too")
                    .given(v3(50, 100), BACKUP)
                    .when(changed(BASE), T + S)
                    .then(Rule.TIMER_REBASED, backup(100, T + 3_804_687_500L)),
            row("5/C6 the timer is not moved into the past")
                    .given(v3(254, 100), BACKUP)
                    .when(changed(BASE), T + DOWN - NS)
                    .then(Rule.TIMER_REBASED, backup(100, T + DOWN - NS)),
            row("5/C6 the skew of a learned interval counts")
                    .given(v3(150, 100), backup(200, T + 7_218_750_000L))
                    .when(changed(BASE), T)
                    .then(Rule.TIMER_REBASED, backup(200, T + 6_828_125_000L)),
            row("5/C6 after priority zero the difference is that of Skew_Time")
                    .given(v3(150, 100), skewed(heldBackup(100, T + SKEW)))
                    .when(changed(BASE), T + MS)
                    .then(Rule.TIMER_REBASED, skewed(heldBackup(100, T + 414_062_500L))),
            row("5/C6 another own interval changes nothing: that of the Active router counts")
                    .given(v3(100, 50), BACKUP)
                    .when(changed(BASE), T + S)
                    .stays(Rule.CHANGE_NOTED),
            row("5/C6 in version 2 the own interval is that of the Active router")
                    .given(router(VrrpVersion.V2, 100, 100, true, "192.0.2.252"), backup(1000, T + 30 * S + SKEW))
                    .when(changed(V2_TEN_SECONDS), T)
                    .then(Rule.TIMER_REBASED, backup(100, T + DOWN)),
            row("5/C6 an expired timer stays as it is")
                    .given(v3(50, 100), BACKUP)
                    .when(changed(v3(100, 100).withClaimAllowed(false)), T + DOWN)
                    .stays(Rule.CHANGE_NOTED),
            row("5/C6 another number of missing advertisements moves it by intervals")
                    .given(with(BASE, Duration.ZERO, 5, 1), BACKUP)
                    .when(changed(BASE), T + S)
                    .then(Rule.TIMER_REBASED, backup(100, T + 2 * S + DOWN)),
            row("5/P6 Preempt_Mode switched on does not touch the timer")
                    .given(BASE, BACKUP)
                    .when(changed(NO_PREEMPT), T + S)
                    .stays(Rule.CHANGE_NOTED),
            row("5/C12 another source address of a Backup is of no account")
                    .given(at(HIGHER_ADDRESS), BACKUP)
                    .when(changed(BASE), T + S)
                    .stays(Rule.CHANGE_NOTED));

    private static final List<TransitionRow> PRIORITY_ZERO = List.of(
            row("SB6 T3 5/B8 priority zero shortens the timer to Skew_Time")
                    .given(BASE, BACKUP)
                    .when(advert(0, 100), T + 2 * S)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(100, T + 2 * S + SKEW))),
            row("SB6 5/B9 nothing is learned from priority zero")
                    .given(BASE, BACKUP)
                    .when(advert(0, 200), T + 2 * S)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(100, T + 2 * S + SKEW))),
            row("SB6 T5 the skew is that of the learned interval")
                    .given(BASE, backup(200, T + 7 * S))
                    .when(advert(0, 100), T)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(200, T + 1_218_750_000L))),
            row("SB6 5/B10 a second priority zero starts Skew_Time anew")
                    .given(BASE, backup(100, T + SKEW))
                    .when(advert(0, 100), T + 300 * MS)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(100, T + 300 * MS + SKEW))),
            row("SB6 5/B12 priority zero counts from any sender")
                    .given(BASE, BACKUP)
                    .when(advert(0, 100, HIGHER_ADDRESS), T)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(100, T + SKEW))),
            row("SB6 T3 version 2 has the skew of one second")
                    .given(V2_TEN_SECONDS, backup(1000, T + 30 * S))
                    .when(advert(0, 1000), T)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(1000, T + SKEW))),
            row("SB6 after an own release the successor leaves too")
                    .given(BASE, heldBackup(100, T + DOWN))
                    .when(advert(0, 100), T)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(heldBackup(100, T + SKEW))),
            row("SB6 priority zero counts without Preempt_Mode too")
                    .given(NO_PREEMPT, BACKUP)
                    .when(advert(0, 100), T)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, skewed(backup(100, T + SKEW))));

    private static final List<TransitionRow> ADVERTISEMENT = List.of(
            row("SB7 5/B3 a higher priority restarts the timer")
                    .given(BASE, BACKUP)
                    .when(advert(200, 100), T + 2 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 2 * S + DOWN)),
            row("SB7 5/B4 an equal priority restarts the timer, lower address")
                    .given(BASE, BACKUP)
                    .when(advert(100, 100, LOWER_ADDRESS), T + 2 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 2 * S + DOWN)),
            row("SB7 5/B4 an equal priority restarts the timer, higher address")
                    .given(BASE, BACKUP)
                    .when(advert(100, 100, HIGHER_ADDRESS), T + 2 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 2 * S + DOWN)),
            row("SB7 5/B11 a new Active router within Skew_Time")
                    .given(BASE, backup(100, T + SKEW))
                    .when(advert(200, 100), T + 300 * MS)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 300 * MS + DOWN)),
            row("SB7 5/L13 an advertisement that waited while this router stood still counts")
                    .given(BASE, BACKUP)
                    .when(advert(200, 100), T + DOWN + 10 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + DOWN + 10 * S + DOWN)),
            row("SB7 T2 T5 5/L1 a longer interval is learned, skew and all")
                    .given(BASE, BACKUP)
                    .when(advert(200, 200), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(200, T + 7_218_750_000L)),
            row("SB7 T2 T5 5/L2 then a shorter one")
                    .given(BASE, backup(200, T + 7 * S))
                    .when(advert(200, 50), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(50, T + 1_804_687_500L)),
            row("SB7 T2 5/L5 the shortest interval is learned, there is no floor")
                    .given(BASE, BACKUP)
                    .when(advert(200, 1), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(1, T + 36_093_750L)),
            row("SB7 T10 5/L5 a shorter interval than the floor counts as the floor")
                    .given(with(BASE, Duration.ZERO, 3, 50), BACKUP)
                    .when(advert(200, 1), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(50, T + 1_804_687_500L)),
            row("SB7 T10 an interval at the floor is learned as it is")
                    .given(with(BASE, Duration.ZERO, 3, 50), BACKUP)
                    .when(advert(200, 51), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(51, T + 1_840_781_250L)),
            row("SB7 another number of missing advertisements")
                    .given(with(BASE, Duration.ZERO, 10, 1), BACKUP)
                    .when(advert(200, 100), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 10 * S + SKEW)),
            row("SB7 T2 5/L6 the longest interval is learned")
                    .given(BASE, BACKUP)
                    .when(advert(200, 4095), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(4095, T + 147_803_906_250L)),
            row("SB7 T2 version 2 learns nothing")
                    .given(V2_TEN_SECONDS, backup(1000, T))
                    .when(advert(200, 200), T)
                    .then(Rule.ACTIVE_ACCEPTED, backup(1000, T + 30_609_375_000L)),
            row("SB8 T6 5/B5 a lower priority leaves the timer running")
                    .given(BASE, BACKUP)
                    .when(advert(99, 100), T + 2 * S)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB8 a lower priority teaches nothing")
                    .given(BASE, BACKUP)
                    .when(advert(99, 4095), T)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB8 5/P6 Preempt_Mode switched on acts at the next lower advertisement")
                    .given(BASE, backup(100, T + NS))
                    .when(advert(50, 100), T)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB7 T6 5/B7 without Preempt_Mode a lower priority restarts the timer")
                    .given(NO_PREEMPT, BACKUP)
                    .when(advert(99, 100), T + 2 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 2 * S + DOWN)),
            row("SB8 T6 5/P5 the owner preempts without Preempt_Mode")
                    .given(router(VrrpVersion.V3, 255, 100, false, "192.0.2.252"), BACKUP)
                    .when(advert(254, 100), T)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB7 after an own release even the owner does not preempt its successor")
                    .given(OWNER, heldBackup(100, T + DOWN))
                    .when(advert(254, 100), T)
                    .then(Rule.ACTIVE_ACCEPTED, heldBackup(100, T + 3_003_906_250L)),
            row("SB7 after an own release a lower successor is not preempted")
                    .given(BASE, heldBackup(100, T + SKEW))
                    .when(advert(50, 200), T)
                    .then(Rule.ACTIVE_ACCEPTED, heldBackup(200, T + 7_218_750_000L)));

    private static final List<TransitionRow> DELAY = List.of(
            row("SB7 5/P1 the first lower advertisement is accepted and starts the delay")
                    .given(DELAYING, BACKUP)
                    .when(advert(50, 200), T + S)
                    .then(Rule.PREEMPTION_DELAYED, delaying(backup(200, T + S + 7_218_750_000L), T + S)),
            row("SB7 5/P1 further ones are accepted until it is over")
                    .given(DELAYING, delaying(BACKUP, T))
                    .when(advert(50, 100), T + 60 * S - NS)
                    .then(Rule.PREEMPTION_DELAYED, delaying(backup(100, T + 60 * S - NS + DOWN), T)),
            row("SB8 5/P1 and then no longer")
                    .given(DELAYING, delaying(backup(100, T + 62 * S), T))
                    .when(advert(50, 100), T + 60 * S)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB7 5/P2 a higher advertisement makes the delay forgotten")
                    .given(DELAYING, delaying(BACKUP, T))
                    .when(advert(150, 100), T + 30 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 30 * S + DOWN)),
            row("SB7 5/P2 an equal one too")
                    .given(DELAYING, delaying(BACKUP, T))
                    .when(advert(100, 100), T + 30 * S)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + 30 * S + DOWN)),
            row("SB6 5/P3 the delay does not apply when the Active router leaves, and is not forgotten")
                    .given(DELAYING, delaying(BACKUP, T))
                    .when(advert(0, 100), T + 30 * S)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, delaying(skewed(backup(100, T + 30 * S + SKEW)), T)),
            row("SB5 5/P4 nor when it is silent")
                    .given(DELAYING, delaying(BACKUP, T))
                    .when(TICK, T + DOWN)
                    .then(Rule.ACTIVE_DOWN, claiming(T + DOWN + S, T + DOWN), send(100), BIND),
            row("SB8 5/P5 the owner knows no delay")
                    .given(with(OWNER, Duration.ofSeconds(60), 3, 1), BACKUP)
                    .when(advert(254, 100), T)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB7 after an own release a lower successor starts no delay")
                    .given(DELAYING, heldBackup(100, T + SKEW))
                    .when(advert(50, 100), T)
                    .then(Rule.ACTIVE_ACCEPTED, heldBackup(100, T + DOWN)),
            row("SB8 a shorter delay counts from the first lower advertisement too")
                    .given(with(BASE, Duration.ofSeconds(10), 3, 1), delaying(BACKUP, T - 10 * S))
                    .when(advert(50, 100), T)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP),
            row("SB8 5/P7 no delay left: the next lower advertisement is preempted")
                    .given(BASE, delaying(BACKUP, T))
                    .when(advert(50, 100), T + S)
                    .stays(Rule.LOWER_PRIORITY_IN_BACKUP));

    private static final List<TransitionRow> DEATH = List.of(
            row("the process of the Active router has ended: Skew_Time is left")
                    .given(BASE, BACKUP)
                    .when(DIED, T + S)
                    .then(Rule.ACTIVE_DIED, lingering(backup(100, T + S + SKEW), T + S)),
            row("the process has ended, its addresses are there for longer than Skew_Time: they are waited for")
                    .given(BASE, BACKUP)
                    .when(died(2 * S), T + S)
                    .then(Rule.ACTIVE_DIED, lingering(backup(100, T + 3 * S), T + 3 * S)),
            row("the process has ended, its addresses are there for less than Skew_Time: that is waited for")
                    .given(BASE, BACKUP)
                    .when(died(SKEW - NS), T + S)
                    .then(Rule.ACTIVE_DIED, lingering(backup(100, T + S + SKEW), T + S + SKEW - NS)),
            row("the process has ended, the timer expires before its addresses are gone: it stays as it is")
                    .given(BASE, BACKUP)
                    .when(died(DOWN), T + S)
                    .stays(Rule.ACTIVE_DIED),
            row("the process has ended, and less than Skew_Time was left")
                    .given(BASE, BACKUP)
                    .when(DIED, T + DOWN - SKEW + NS)
                    .stays(Rule.ACTIVE_DIED),
            row("the process has ended while the expired timer waits for leave to take the role")
                    .given(WITHHELD, BACKUP)
                    .when(DIED, T + DOWN + S)
                    .stays(Rule.ACTIVE_DIED),
            row("the process has ended: the skew is that of the learned interval")
                    .given(BASE, backup(200, T + 7 * S))
                    .when(DIED, T)
                    .then(Rule.ACTIVE_DIED, lingering(backup(200, T + 1_218_750_000L), T)),
            row("the process has ended: version 2 has the skew of one second")
                    .given(V2_TEN_SECONDS, backup(1000, T + 30 * S))
                    .when(DIED, T)
                    .then(Rule.ACTIVE_DIED, lingering(backup(1000, T + SKEW), T)),
            row("the process has ended: what was held and delayed is not forgotten")
                    .given(DELAYING, delaying(heldBackup(100, T + DOWN), T))
                    .when(DIED, T)
                    .then(Rule.ACTIVE_DIED, lingering(delaying(heldBackup(100, T + SKEW), T), T)),
            row("the process has ended, and the timer that it left expires")
                    .given(BASE, lingering(backup(100, T + SKEW), T))
                    .when(TICK, T + SKEW)
                    .then(Rule.ACTIVE_DOWN, claiming(T + SKEW + S, T + SKEW), send(100), BIND),
            row("the process has ended, and an advertisement is heard all the same: the full timer")
                    .given(BASE, lingering(backup(100, T + SKEW), T))
                    .when(advert(200, 100), T + MS)
                    .then(Rule.ACTIVE_ACCEPTED, backup(100, T + MS + DOWN)),
            row("the process has ended, and priority zero is heard: its addresses are waited for all the same")
                    .given(BASE, lingering(backup(100, T + 2 * S), T + 2 * S))
                    .when(advert(0, 100), T + MS)
                    .then(Rule.PRIORITY_ZERO_IN_BACKUP, lingering(backup(100, T + 2 * S), T + 2 * S)),
            row("5/C6 the process has ended: the difference is that of Skew_Time")
                    .given(v3(150, 100), lingering(backup(100, T + SKEW), T))
                    .when(changed(BASE), T + MS)
                    .then(Rule.TIMER_REBASED, lingering(backup(100, T + 414_062_500L), T)),
            row("5/C6 the process has ended: a higher priority does not reach before its addresses are gone")
                    .given(v3(150, 100), lingering(backup(100, T + 2 * S), T + 2 * S))
                    .when(changed(BASE), T + MS)
                    .then(Rule.TIMER_REBASED, lingering(backup(100, T + 2 * S), T + 2 * S)));

    private static final List<TransitionRow> OTHER = List.of(
            row("SB4 5/B13 shutdown in Backup sends nothing")
                    .given(BASE, BACKUP)
                    .when(SHUTDOWN, T)
                    .then(Rule.BACKUP_SHUTDOWN, INITIALIZE),
            row("5/C13 a Backup loses its interface")
                    .given(BASE, BACKUP)
                    .when(INTERFACE_LOST, T)
                    .then(Rule.BACKUP_INTERFACE_LOST, INITIALIZE),
            row("5/I6 startup in Backup is no second startup")
                    .given(BASE, BACKUP)
                    .when(STARTUP, T + S)
                    .stays(Rule.NOT_APPLICABLE),
            row("no role to resign in Backup")
                    .given(BASE, BACKUP)
                    .when(RESIGN, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("a late answer of an earlier bind, in Backup")
                    .given(BASE, BACKUP)
                    .when(BOUND, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("a late failure of an earlier bind, in Backup")
                    .given(BASE, BACKUP)
                    .when(BIND_FAILED, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("the answer of the unbind after giving way")
                    .given(BASE, BACKUP)
                    .when(UNBOUND, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("an address that leaves in Backup is not missed")
                    .given(BASE, BACKUP)
                    .when(ADDRESS_LOST, T)
                    .stays(Rule.NOT_APPLICABLE));

    static final List<TransitionRow> ROWS = Stream.of(TIMER, CHANGES, PRIORITY_ZERO, ADVERTISEMENT, DELAY, DEATH, OTHER)
            .flatMap(List::stream)
            .toList();

    private BackupRows() {}
}
