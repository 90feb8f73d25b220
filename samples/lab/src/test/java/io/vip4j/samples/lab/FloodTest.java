/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hundred thousand random and mutated packets a second, for ten seconds, at an Active router. */
@LabTest(vipd = true)
class FloodTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int RATE = 100_000;
    private static final int SECONDS = 10;
    private static final int SEED = 20_261_123;

    /** What a collection of garbage or a late compilation may add; a leak of one octet a packet would be as much. */
    private static final long FLAT_KIB = 8 * 1024;

    @Test
    void delaysNoAdvertisementAndKeepsNoMemoryAndIsCountedToTheLastPacket() throws JsonProcessingException {
        try (Lab lab = Lab.open()) {
            LabHost host = lab.join("node-1", "198.51.100.1");
            LabHost attacker = lab.join("attacker", "198.51.100.100");
            VipdNode router = new VipdNode(host, RouterSettings.v3(100, INTERVAL));
            Capture capture = Capture.startOn(host);
            router.start();
            router.awaitState(RouterState.ACTIVE, LIMIT);
            // What the first packets load and compile stays.
            flood(attacker, host, 1);
            long residentBefore = router.daemon().residentKib();
            long discardedBefore = sum(router.discarded());
            long droppedBefore = droppedByTheKernel(host);
            int frames = capture.frames().mark();

            JsonNode sent = flood(attacker, host, SECONDS);

            long grown = router.daemon().residentKib() - residentBefore;
            Duration longestPause = Pauses.longest(capture.advertisementsOf(host, frames));
            System.out.printf(
                    "Flood: %d packets in %.1f s, %.0f a second; longest pause between advertisements of %d ms:"
                            + " %d ms; resident memory %+d KiB%n",
                    sent.path("sent").asLong(),
                    sent.path("seconds").asDouble(),
                    sent.path("sent").asLong() / sent.path("seconds").asDouble(),
                    INTERVAL.toMillis(),
                    longestPause.toMillis(),
                    grown);

            assertThat(longestPause).isLessThan(INTERVAL.multipliedBy(2));
            assertThat(grown).as("growth of the resident memory in KiB").isLessThan(FLAT_KIB);
            assertThat(router.stateChanges().all())
                    .extracting(StateChange::to)
                    .containsExactly(RouterState.BACKUP, RouterState.ACTIVE);
            assertThat(host.holds(RouterSettings.ADDRESS)).isTrue();
            assertThat(awaitDiscarded(router, discardedBefore, host, droppedBefore, sent))
                    .as("packets that the kernel handed over or dropped for want of room")
                    .isEqualTo(sent.path("accepted").asLong());
        }
    }

    private static JsonNode flood(LabHost attacker, LabHost target, int seconds) throws JsonProcessingException {
        EventLog<String> printed = new EventLog<>("what the flood printed");
        EventLog<String> complaints = new EventLog<>("complaints of the flood");
        List<String> command = Scripts.command(
                attacker.lab(),
                "flood.py",
                target.hardwareAddress(),
                Integer.toString(RATE),
                Integer.toString(seconds),
                Integer.toString(SEED),
                Integer.toString((int) (INTERVAL.toMillis() / 10)));
        ChildProcess flood = attacker.start(
                "flood",
                command,
                Map.of(),
                StreamReader.lines(printed::append),
                StreamReader.lines(complaints::append));
        assertThat(flood.awaitExit(LIMIT)).as(() -> complaints.all().toString()).hasValue(0);
        return JSON.readTree(printed.await("the counts", 0, line -> line.startsWith("{"), LIMIT));
    }

    // The last ones may wait in the socket at this moment.
    private static long awaitDiscarded(
            VipdNode router, long discardedBefore, LabHost host, long droppedBefore, JsonNode sent) {
        Deadline limit = Deadline.after(Duration.ofSeconds(10));
        while (true) {
            long seen = sum(router.discarded()) - discardedBefore + droppedByTheKernel(host) - droppedBefore;
            if (seen >= sent.path("accepted").asLong() || limit.isOver()) {
                return seen;
            }
            Deadline.pause();
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The last column of the raw sockets of protocol 112, which is 70 in hexadecimal. */
    private static long droppedByTheKernel(LabHost host) {
        return host.exec("cat", "/proc/net/raw")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(":0070"))
                .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
                .sum();
    }
}
