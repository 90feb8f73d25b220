/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    @Test
    void whatHoldsARouterBackAndWhatIsWrongIsShown() throws IOException {
        String table = StatusTable.of(JsonTree.read("""
                {"version":"1","pid":2,"startedAt":"2026-01-02T03:04:05Z","configuration":"/k.conf",
                "lateness":{"turns":7,"lastMillis":0.1,"meanMillis":0.2,"p99Millis":1.024,"maxMillis":700.5,"stalls":1,
                "thresholdMillis":500.0,"suspendedMillis":0.0},"routers":[
                {"name":"web","vrid":10,"interface":"eth0","state":"INITIALIZE","effectivePriority":100,
                 "activeSource":null,"obstacle":"interface eth0 is down","addresses":["198.51.100.1/24"],
                 "excludedAddresses":["2001:db8::1/64"],"advertsSent":0,"advertsReceived":0,"advertsDiscarded":{},
                 "checks":[{"name":"db","up":false,"detail":"DOWN 1/1: refused","effect":"release","successes":4,
                 "failures":1,"last":{"ageMillis":250,"latencyMillis":1.5}},
                 {"name":"new","up":false,"detail":"has not answered yet","effect":"release","last":null}],
                 "anomalies":[
                 {"kind":"DUPLICATE_ADDRESS","subject":"198.51.100.1","since":"A","lastSeen":"B","count":3,
                 "text":"why"},
                 {"kind":"NO_PEER_HEARD","subject":"","since":"C","lastSeen":"C","count":1,"text":"alone"}],
                 "timeline":[
                 {"at":"D","from":"BACKUP","to":"ACTIVE","cause":"X"},
                 {"at":"E","from":"ACTIVE","to":"ACTIVE","cause":"why","anomaly":"DUPLICATE_ADDRESS","began":true},
                 {"at":"F","from":"ACTIVE","to":"ACTIVE","cause":"over","anomaly":"TWO_ACTIVE","began":false}]}]}
                """.getBytes(UTF_8)), Instant.parse("2026-01-02T03:04:06Z"));

        assertThat(table).endsWith("""

                web:
                  held back: interface eth0 is down
                  wrong: DUPLICATE_ADDRESS 198.51.100.1: why (since A, 3 times, last at B)
                  wrong: NO_PEER_HEARD: alone (since C)
                  check db down: DOWN 1/1: refused (release; 4 good, 1 bad; last 250 ms ago, took 1.5 ms)
                  check new down: has not answered yet
                  D  BACKUP -> ACTIVE  X
                  E  DUPLICATE_ADDRESS begins  why
                  F  TWO_ACTIVE ends  over
                """);
        assertThat(table.lines().toList().get(1))
                .isEqualTo(
                        "loop late by 0.2 ms in the mean, 1.024 ms at p99, 700.5 ms at most; 1 stalls above 500.0 ms;"
                                + " suspended for 0.0 ms");
        assertThat(table.lines().toList().get(4)).contains("198.51.100.1/24 2001:db8::1/64");
    }
}
