/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static io.vip4j.machine.TableWords.ADDRESS_LOST;
import static io.vip4j.machine.TableWords.BASE;
import static io.vip4j.machine.TableWords.BIND_FAILED;
import static io.vip4j.machine.TableWords.BOUND;
import static io.vip4j.machine.TableWords.DIED;
import static io.vip4j.machine.TableWords.DOWN;
import static io.vip4j.machine.TableWords.INITIALIZE;
import static io.vip4j.machine.TableWords.INTERFACE_LOST;
import static io.vip4j.machine.TableWords.MS;
import static io.vip4j.machine.TableWords.NS;
import static io.vip4j.machine.TableWords.RECLAIM;
import static io.vip4j.machine.TableWords.RESIGN;
import static io.vip4j.machine.TableWords.S;
import static io.vip4j.machine.TableWords.SHUTDOWN;
import static io.vip4j.machine.TableWords.STARTUP;
import static io.vip4j.machine.TableWords.T;
import static io.vip4j.machine.TableWords.TICK;
import static io.vip4j.machine.TableWords.UNBOUND;
import static io.vip4j.machine.TableWords.advert;
import static io.vip4j.machine.TableWords.backup;
import static io.vip4j.machine.TableWords.changed;
import static io.vip4j.machine.TableWords.goodbyes;
import static io.vip4j.machine.TableWords.heldBackup;
import static io.vip4j.machine.TableWords.releasing;
import static io.vip4j.machine.TableWords.send;
import static io.vip4j.machine.TableWords.v3;
import static io.vip4j.machine.TransitionRow.row;

import io.vip4j.machine.RouterState.Successor;
import java.util.List;

/** Active while the addresses are being unbound, from T on for at most 50 ms. Not in RFC. */
final class ReleasingRows {

    private static final RouterState TO_INITIALIZE = releasing(T + S, T, T + 50 * MS, Successor.INITIALIZE);
    private static final RouterState TO_BACKUP = releasing(T + S, T, T + 50 * MS, Successor.BACKUP);

    static final List<TransitionRow> ROWS = List.of(
            row("SA4 5/A15 the addresses are gone: priority zero, Initialize")
                    .given(BASE, TO_INITIALIZE)
                    .when(UNBOUND, T + 2 * MS)
                    .then(Rule.RELEASED, INITIALIZE, send(0)),
            row("resigned: priority zero, Backup that lets others go first")
                    .given(BASE, TO_BACKUP)
                    .when(UNBOUND, T + 2 * MS)
                    .then(Rule.RELEASED, heldBackup(100, T + 2 * MS + DOWN), send(0)),
            row("resigned with the group: priority zero, Backup that preempts")
                    .given(BASE, releasing(T + S, T, T + 50 * MS, Successor.PREEMPTING_BACKUP))
                    .when(UNBOUND, T + 2 * MS)
                    .then(Rule.RELEASED, backup(100, T + 2 * MS + DOWN), send(0)),
            row("SA4 5/C16 the platform does not answer: priority zero after 50 ms all the same")
                    .given(BASE, TO_INITIALIZE)
                    .when(TICK, T + 50 * MS)
                    .then(Rule.RELEASE_TIMEOUT, INITIALIZE, send(0)),
            row("resigned, and the platform does not answer")
                    .given(BASE, TO_BACKUP)
                    .when(TICK, T + 10 * S)
                    .then(Rule.RELEASE_TIMEOUT, heldBackup(100, T + 10 * S + DOWN), send(0)),
            row("three goodbyes, if that is the setting")
                    .given(goodbyes(BASE, 3), TO_BACKUP)
                    .when(UNBOUND, T + 2 * MS)
                    .then(Rule.RELEASED, heldBackup(100, T + 2 * MS + DOWN), send(0), send(0), send(0)),
            row("ten goodbyes though the platform does not answer")
                    .given(goodbyes(BASE, 10), TO_INITIALIZE)
                    .when(TICK, T + 50 * MS)
                    .then(
                            Rule.RELEASE_TIMEOUT,
                            INITIALIZE,
                            send(0),
                            send(0),
                            send(0),
                            send(0),
                            send(0),
                            send(0),
                            send(0),
                            send(0),
                            send(0),
                            send(0)),
            row("the interface is lost: no goodbye, however many are wanted")
                    .given(goodbyes(BASE, 3), TO_BACKUP)
                    .when(INTERFACE_LOST, T + MS)
                    .then(Rule.ACTIVE_INTERFACE_LOST, INITIALIZE),
            row("a nanosecond before the 50 ms are over, nothing")
                    .given(BASE, TO_INITIALIZE)
                    .when(TICK, T + 50 * MS - NS)
                    .stays(Rule.RELEASE_PENDING),
            row("shutdown after resign: the release ends in Initialize")
                    .given(BASE, TO_BACKUP)
                    .when(SHUTDOWN, T + MS)
                    .then(Rule.RELEASE_PENDING, TO_INITIALIZE),
            row("5/O1 a second shutdown changes nothing")
                    .given(BASE, TO_INITIALIZE)
                    .when(SHUTDOWN, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("the role is not taken back during the release")
                    .given(BASE, TO_BACKUP)
                    .when(RECLAIM, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("resign after shutdown changes nothing")
                    .given(BASE, TO_INITIALIZE)
                    .when(RESIGN, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("5/C10 the interface is lost during the release: nothing can be sent")
                    .given(BASE, TO_BACKUP)
                    .when(INTERFACE_LOST, T + MS)
                    .then(Rule.ACTIVE_INTERFACE_LOST, INITIALIZE),
            row("startup during the release is not remembered: repeat it in Initialize")
                    .given(BASE, TO_INITIALIZE)
                    .when(STARTUP, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("an advertisement during the release: no answer, the role is on its way out")
                    .given(BASE, TO_INITIALIZE)
                    .when(advert(99, 100), T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("a higher priority during the release changes nothing")
                    .given(BASE, TO_BACKUP)
                    .when(advert(200, 100), T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("the bind is answered after the unbind was asked for")
                    .given(BASE, TO_INITIALIZE)
                    .when(BOUND, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("the bind fails after the unbind was asked for")
                    .given(BASE, TO_INITIALIZE)
                    .when(BIND_FAILED, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("the process of the router before has ended, during the release")
                    .given(BASE, TO_INITIALIZE)
                    .when(DIED, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("an address leaves during the release, as it should")
                    .given(BASE, TO_INITIALIZE)
                    .when(ADDRESS_LOST, T + MS)
                    .stays(Rule.RELEASE_PENDING),
            row("other parameters during the release")
                    .given(BASE, TO_INITIALIZE)
                    .when(changed(v3(150, 100)), T + MS)
                    .stays(Rule.RELEASE_PENDING));

    private ReleasingRows() {}
}
