/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static io.vip4j.machine.TableWords.ADDRESS_LOST;
import static io.vip4j.machine.TableWords.BASE;
import static io.vip4j.machine.TableWords.BIND;
import static io.vip4j.machine.TableWords.BIND_FAILED;
import static io.vip4j.machine.TableWords.BOUND;
import static io.vip4j.machine.TableWords.DIED;
import static io.vip4j.machine.TableWords.DOWN;
import static io.vip4j.machine.TableWords.INITIALIZE;
import static io.vip4j.machine.TableWords.INTERFACE_LOST;
import static io.vip4j.machine.TableWords.NO_PREEMPT;
import static io.vip4j.machine.TableWords.OWNER;
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
import static io.vip4j.machine.TableWords.claiming;
import static io.vip4j.machine.TableWords.router;
import static io.vip4j.machine.TableWords.send;
import static io.vip4j.machine.TableWords.v3;
import static io.vip4j.machine.TransitionRow.row;

import io.vip4j.vrrp.VrrpVersion;
import java.util.List;

/** RFC 9568 6.4.1. */
final class InitializeRows {

    static final List<TransitionRow> ROWS = List.of(
            row("SI2 T2 T3 T4 5/I1 startup listens for Active_Down_Interval")
                    .given(BASE, INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP, backup(100, T + 3_609_375_000L)),
            row("SI2 5/L7 priority 254 still has a skew")
                    .given(v3(254, 100), INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP, backup(100, T + 3_007_812_500L)),
            row("SI2 T9 5/L8 priority 254 still has a skew at 10 ms")
                    .given(v3(254, 1), INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP, backup(1, T + 30_078_125L)),
            row("SI2 T3 5/L9 version 2 does not scale the skew with the interval")
                    .given(router(VrrpVersion.V2, 100, 1000, true, "192.0.2.252"), INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP, backup(1000, T + 30_609_375_000L)),
            row("SI2 startup without Preempt_Mode listens just as long")
                    .given(NO_PREEMPT, INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP, backup(100, T + DOWN)),
            row("SI1 5/I2 the owner takes the role at startup and announces when bound")
                    .given(OWNER, INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP_AS_OWNER, claiming(T + S, T), send(255), BIND),
            row("SI3 5/I4 an advertisement means nothing before startup")
                    .given(BASE, INITIALIZE)
                    .when(advert(200, 100), T)
                    .stays(Rule.NOT_APPLICABLE),
            row("SI3 priority zero means nothing before startup")
                    .given(BASE, INITIALIZE)
                    .when(advert(0, 100), T)
                    .stays(Rule.NOT_APPLICABLE),
            row("SI2 time means nothing before startup")
                    .given(BASE, INITIALIZE)
                    .when(TICK, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("5/O1 shutdown before startup")
                    .given(BASE, INITIALIZE)
                    .when(SHUTDOWN, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("5/I5 the interface is lost before startup")
                    .given(BASE, INITIALIZE)
                    .when(INTERFACE_LOST, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("no role to take back before startup")
                    .given(BASE, INITIALIZE)
                    .when(RECLAIM, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("no role to resign before startup")
                    .given(BASE, INITIALIZE)
                    .when(RESIGN, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("a late answer of an earlier bind, in Initialize")
                    .given(BASE, INITIALIZE)
                    .when(BOUND, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("a late failure of an earlier bind, in Initialize")
                    .given(BASE, INITIALIZE)
                    .when(BIND_FAILED, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("the answer of the unbind after the interface was lost")
                    .given(BASE, INITIALIZE)
                    .when(UNBOUND, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("the process of a router that was Active has ended, in Initialize")
                    .given(BASE, INITIALIZE)
                    .when(DIED, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("an address that leaves in Initialize is not ours")
                    .given(BASE, INITIALIZE)
                    .when(ADDRESS_LOST, T)
                    .stays(Rule.NOT_APPLICABLE),
            row("the owner may not take the role at startup: a Backup whose timer has expired")
                    .given(OWNER.withClaimAllowed(false), INITIALIZE)
                    .when(STARTUP, T)
                    .then(Rule.STARTUP_AS_OWNER_WITHHELD, backup(100, T)),
            row("other parameters mean nothing before startup")
                    .given(BASE, INITIALIZE)
                    .when(changed(OWNER), T)
                    .stays(Rule.NOT_APPLICABLE));

    private InitializeRows() {}
}
