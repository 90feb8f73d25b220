/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vip4j.samples.lab.ConfiguredNode;
import io.vip4j.samples.lab.Deadline;
import io.vip4j.samples.lab.LabException;
import io.vip4j.samples.lab.LabHost;
import io.vip4j.samples.lab.ThreadTimes;
import java.time.Duration;
import java.util.List;

/**
 * What a daemon uses of the processor for each packet that passes its interface, over a fixed time after a warm-up. In a
 * lab where only advertisements are on the wire packets are advertisements: what else there is, an announcement now and
 * then, is far less than one in a hundred.
 */
final class Traffic {

    /** Which counter of the interface. */
    enum Direction {
        /** Packets that it received. */
        RECEIVED("rx"),
        /** Packets that it sent. */
        SENT("tx");

        private final String field;

        Direction(String field) {
            this.field = field;
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final double NEARLY_ALL = 0.95;
    private static final int LAST_WORDS = 5;

    private final LabHost host;
    private final Direction direction;

    Traffic(LabHost host, Direction direction) {
        this.host = host;
        this.direction = direction;
    }

    /** Packets so far. */
    long packets() {
        String json = host.exec("ip", "-statistics", "-json", "link", "show", "dev", "eth0");
        try {
            JsonNode counters = JSON.readTree(json).path(0).path("stats64").path(direction.field);
            return counters.path("packets").asLong();
        } catch (JsonProcessingException e) {
            throw new LabException("ip link show printed something else than JSON: " + json, e);
        }
    }

    /** Waits until nearly so many packets pass in a second because of a daemon. */
    void awaitRate(double perSecond, ConfiguredNode cause) {
        Deadline limit = Deadline.after(START_LIMIT);
        double rate = 0;
        while (!limit.isOver()) {
            long before = packets();
            long startedAt = System.nanoTime();
            Deadline.pause(LOOK);
            rate = (packets() - before) * 1e9 / (System.nanoTime() - startedAt);
            if (rate >= NEARLY_ALL * perSecond) {
                return;
            }
        }
        List<String> said = cause.output().all();
        throw new LabException(host + " must have " + perSecond + " packets a second, has " + rate + "; " + cause
                + " says:\n  " + String.join("\n  ", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size())));
    }

    /** Microseconds of the daemon for each packet. */
    double microsPerPacket(ConfiguredNode daemon, Duration window) {
        long packetsBefore = packets();
        ThreadTimes before = daemon.threadTimes();
        Deadline.pause(window);
        Duration used = daemon.threadTimes().since(before);
        long packets = packets() - packetsBefore;
        if (packets == 0) {
            throw new LabException(host + " was to be measured and has no packets");
        }
        return used.toNanos() / 1e3 / packets;
    }
}
