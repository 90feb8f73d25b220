/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static io.vip4j.machine.TableWords.ADDRESS_LOST;
import static io.vip4j.machine.TableWords.ANNOUNCE_CLAIMED;
import static io.vip4j.machine.TableWords.BASE;
import static io.vip4j.machine.TableWords.BIND_FAILED;
import static io.vip4j.machine.TableWords.BOUND;
import static io.vip4j.machine.TableWords.DIED;
import static io.vip4j.machine.TableWords.DOWN;
import static io.vip4j.machine.TableWords.HIGHER_ADDRESS;
import static io.vip4j.machine.TableWords.INITIALIZE;
import static io.vip4j.machine.TableWords.INTERFACE_LOST;
import static io.vip4j.machine.TableWords.MS;
import static io.vip4j.machine.TableWords.NS;
import static io.vip4j.machine.TableWords.OWNER;
import static io.vip4j.machine.TableWords.RECLAIM;
import static io.vip4j.machine.TableWords.RESIGN;
import static io.vip4j.machine.TableWords.S;
import static io.vip4j.machine.TableWords.SHUTDOWN;
import static io.vip4j.machine.TableWords.STARTUP;
import static io.vip4j.machine.TableWords.T;
import static io.vip4j.machine.TableWords.TICK;
import static io.vip4j.machine.TableWords.UNBIND;
import static io.vip4j.machine.TableWords.UNBOUND;
import static io.vip4j.machine.TableWords.advert;
import static io.vip4j.machine.TableWords.backup;
import static io.vip4j.machine.TableWords.changed;
import static io.vip4j.machine.TableWords.claiming;
import static io.vip4j.machine.TableWords.goodbyes;
import static io.vip4j.machine.TableWords.heldBackup;
import static io.vip4j.machine.TableWords.holding;
import static io.vip4j.machine.TableWords.releasing;
import static io.vip4j.machine.TableWords.send;
import static io.vip4j.machine.TableWords.v3;
import static io.vip4j.machine.TransitionRow.row;

import io.vip4j.machine.RouterState.Successor;
import java.util.List;

/** Active before the addresses are there. The given router advertised last at T, its next turn is at T + 1 s. */
final class ClaimingRows {

    private static final RouterState CLAIMING = claiming(T + S, T);

    static final List<TransitionRow> ROWS = List.of(
            row("SB5 5/O5 bound: only now announce")
                    .given(BASE, CLAIMING)
                    .when(BOUND, T + MS)
                    .then(Rule.CLAIMED, holding(T + S, T), ANNOUNCE_CLAIMED),
            row("SI1 the owner's addresses are bound: only now announce")
                    .given(OWNER, CLAIMING)
                    .when(BOUND, T + MS)
                    .then(Rule.CLAIMED, holding(T + S, T), ANNOUNCE_CLAIMED),
            row("5/C15 bind failed: priority zero, and others go first")
                    .given(BASE, CLAIMING)
                    .when(BIND_FAILED, T + MS)
                    .then(Rule.BIND_FAILED, heldBackup(100, T + MS + DOWN), send(0)),
            row("bind failed: as many goodbyes as are wanted")
                    .given(goodbyes(BASE, 2), CLAIMING)
                    .when(BIND_FAILED, T + MS)
                    .then(Rule.BIND_FAILED, heldBackup(100, T + MS + DOWN), send(0), send(0)),
            row("SA5 advertises while the addresses are being bound")
                    .given(BASE, CLAIMING)
                    .when(TICK, T + S)
                    .then(Rule.ADVERTISE, claiming(T + 2 * S, T), send(100)),
            row("SA5 a nanosecond before, nothing, while being bound")
                    .given(BASE, CLAIMING)
                    .when(TICK, T + S - NS)
                    .stays(Rule.ADVERTISE_PENDING),
            row("SA5 5/A2 a late tick while being bound: one advertisement, nothing to announce yet")
                    .given(BASE, CLAIMING)
                    .when(TICK, T + 10 * S)
                    .then(Rule.ADVERTISE, claiming(T + 11 * S, T), send(100)),
            row("SA6 priority zero while being bound: advertise at once")
                    .given(BASE, CLAIMING)
                    .when(advert(0, 100), T + 500 * MS)
                    .then(Rule.PRIORITY_ZERO_IN_ACTIVE, claiming(T + 1500 * MS, T + 750 * MS), send(100)),
            row("SA6 answers to priority zero are limited while being bound too")
                    .given(BASE, claiming(T + S, T + 250 * MS))
                    .when(advert(0, 100), T + 250 * MS - NS)
                    .stays(Rule.PRIORITY_ZERO_LIMITED),
            row("SA7 a higher priority wins while being bound: unbind all the same, and say nothing")
                    .given(BASE, CLAIMING)
                    .when(advert(200, 100), T + MS)
                    .then(Rule.HIGHER_PRIORITY, backup(100, T + MS + DOWN), UNBIND),
            row("SA7 a higher address wins while being bound")
                    .given(BASE, CLAIMING)
                    .when(advert(100, 100, HIGHER_ADDRESS), T + MS)
                    .then(Rule.HIGHER_ADDRESS, backup(100, T + MS + DOWN), UNBIND),
            row("SA8 a lower priority while being bound: advertise, announce nothing")
                    .given(BASE, CLAIMING)
                    .when(advert(99, 100), T + MS)
                    .then(Rule.ASSERT, claiming(T + S, T + 251 * MS), send(100)),
            row("SA8 5/A14 answers are limited while being bound too")
                    .given(BASE, claiming(T + S, T + 250 * MS))
                    .when(advert(99, 100), T + 250 * MS - NS)
                    .stays(Rule.ASSERT_LIMITED),
            row("a lower advertisement after a stall while being bound: that router has taken over")
                    .given(BASE, CLAIMING)
                    .when(advert(99, 100), T + 3 * S)
                    .then(Rule.YIELD_AFTER_STALL, backup(100, T + 3 * S + DOWN), UNBIND),
            row("SA4 5/A15 shutdown while being bound: unbind first")
                    .given(BASE, CLAIMING)
                    .when(SHUTDOWN, T + MS)
                    .then(Rule.ACTIVE_SHUTDOWN, releasing(T + S, T, T + 51 * MS, Successor.INITIALIZE), UNBIND),
            row("resign while being bound: unbind first")
                    .given(BASE, CLAIMING)
                    .when(RESIGN, T + MS)
                    .then(Rule.RESIGN, releasing(T + S, T, T + 51 * MS, Successor.BACKUP), UNBIND),
            row("5/C10 the interface is lost while being bound: unbind without a word")
                    .given(BASE, CLAIMING)
                    .when(INTERFACE_LOST, T)
                    .then(Rule.ACTIVE_INTERFACE_LOST, INITIALIZE, UNBIND),
            row("no role to take back while being bound")
                    .given(BASE, CLAIMING)
                    .when(RECLAIM, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("5/I6 startup while being bound is no second startup")
                    .given(BASE, CLAIMING)
                    .when(STARTUP, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("the answer of an earlier unbind while being bound")
                    .given(BASE, CLAIMING)
                    .when(UNBOUND, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("the process of the router before has ended, while being bound")
                    .given(BASE, CLAIMING)
                    .when(DIED, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("an address that leaves while being bound: the bind reports it")
                    .given(BASE, CLAIMING)
                    .when(ADDRESS_LOST, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("5/C5 a new priority while being bound is advertised at once")
                    .given(v3(150, 100), CLAIMING)
                    .when(changed(BASE), T + 300 * MS)
                    .then(Rule.ADVERTISE_CHANGE, claiming(T + 1300 * MS, T), send(150)));

    private ClaimingRows() {}
}
