/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vip4j.samples.support.status.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Status documents to look at. */
final class StatusDocuments {

    /** Two routers, one of them in trouble; their time is 03:04:05 and after. */
    static final JsonTree TWO_ROUTERS = read("""
            {"version":"1","pid":2,"startedAt":"2026-01-02T03:04:05Z","configuration":"/k.conf",
            "lateness":{"turns":7,"lastMillis":0.1,"meanMillis":0.184,"p99Millis":1.024,"maxMillis":700.5,"stalls":1,
            "thresholdMillis":500.0,"suspendedMillis":0.0},"routers":[
            {"name":"web","vrid":10,"interface":"eth0","state":"ACTIVE","isActive":true,"priority":100,
             "effectivePriority":100,"activeSource":"198.51.100.1","obstacle":null,
             "addresses":["198.51.100.101/24","198.51.100.102/24"],
             "excludedAddresses":["2001:db8::1/64"],"advertsSent":60,"advertsReceived":1,"advertsDiscarded":{},
             "hold":null,"temporaryPriority":null,"leaseRemainingMillis":1800,
             "peers":[{"address":"198.51.100.2","priority":90,"silentForMillis":58200,"active":false}],
             "checks":[],"anomalies":[],"timeline":[
             {"at":"2026-01-02T03:04:06Z","from":"INITIALIZE","to":"BACKUP","cause":"STARTUP","sequence":1},
             {"at":"2026-01-02T03:04:10Z","from":"BACKUP","to":"ACTIVE","cause":"ACTIVE_DOWN (nobody heard)",
              "sequence":2}]},
            {"name":"mail","vrid":11,"interface":"eth1","state":"INITIALIZE","isActive":false,"priority":100,
             "effectivePriority":80,"activeSource":null,"obstacle":"interface eth1 is down",
             "addresses":["203.0.113.1/24"],"excludedAddresses":[],"advertsSent":0,"advertsReceived":0,
             "advertsDiscarded":{"TTL_NOT_255":3,"CHECKSUM":1},
             "hold":{"reason":"new disk","until":"2026-01-02T03:35:05Z"},
             "temporaryPriority":{"priority":80,"until":"2026-01-02T03:06:05Z"},
             "leaseRemainingMillis":null,"peers":[],
             "checks":[{"name":"db","up":false,"detail":"DOWN 1/1: refused","effect":"release","successes":4,
             "failures":1,"last":{"ageMillis":250,"latencyMillis":1.5}},
             {"name":"new","up":true,"detail":"has not answered yet","effect":"weight -20","last":null}],
             "anomalies":[
             {"kind":"DUPLICATE_ADDRESS","subject":"203.0.113.1","since":"2026-01-02T03:04:35Z",
              "lastSeen":"2026-01-02T03:05:04Z","count":3,"text":"why"},
             {"kind":"NO_PEER_HEARD","subject":"","since":"2026-01-02T03:05:00Z","lastSeen":"2026-01-02T03:05:00Z",
              "count":1,"text":"alone"}],
             "timeline":[
             {"at":"2026-01-02T03:04:35.5Z","from":"INITIALIZE","to":"INITIALIZE","cause":"why",
              "anomaly":"DUPLICATE_ADDRESS","began":true,"sequence":1},
             {"at":"2026-01-02T03:04:59Z","from":"INITIALIZE","to":"INITIALIZE","cause":"over",
              "anomaly":"TWO_ACTIVE","began":false,"sequence":2}]}]}
            """);

    private StatusDocuments() {}

    static JsonTree read(String json) {
        try {
            return JsonTree.read(json.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
