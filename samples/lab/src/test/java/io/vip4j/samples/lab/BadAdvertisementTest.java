/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Advertisements that a router must throw away, sent at it all the time. */
@LabTest(vipd = true)
class BadAdvertisementTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SECONDS = 8;

    @Test
    void areCountedByReasonAndTouchNoTimer() throws IOException {
        try (PairLab pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(100))) {
            Capture capture = Capture.start(pair.lab());
            VipdNode router = new VipdNode(pair.first(), RouterSettings.v2(100));
            router.start();
            router.awaitState(RouterState.BACKUP, LIMIT);

            EventLog<String> printed = new EventLog<>("what the sender printed");
            EventLog<String> complaints = new EventLog<>("complaints of the sender");
            ChildProcess sender = pair.client()
                    .start(
                            "sender",
                            List.of("python3", script(pair.lab()).toString(), Integer.toString(SECONDS)),
                            Map.of(),
                            StreamReader.lines(printed::append),
                            StreamReader.lines(complaints::append));
            router.awaitState(RouterState.ACTIVE, LIMIT);
            assertThat(sender.awaitExit(LIMIT))
                    .as(() -> complaints.all().toString())
                    .hasValue(0);
            String sent = printed.await("the counts", 0, line -> line.startsWith("{"), LIMIT);

            assertActiveDownIntervalUntouched(router);
            assertRhythmUntouched(capture.advertisementsOf(pair.first(), 0));
            assertThat(router.discarded()).isEqualTo(counts(sent));
        }
    }

    private static void assertActiveDownIntervalUntouched(VipdNode router) {
        List<StateChange> changes = router.stateChanges().all();
        assertThat(changes).extracting(StateChange::to).containsExactly(RouterState.BACKUP, RouterState.ACTIVE);
        Duration waited = Duration.between(changes.get(0).at(), changes.get(1).at());
        Duration expected = router.settings().activeDownInterval();
        assertThat(waited).isBetween(expected.minusMillis(100), expected.plusMillis(400));
    }

    private static void assertRhythmUntouched(List<CapturedFrame.Advertisement> sent) {
        assertThat(sent).hasSizeGreaterThanOrEqualTo(4);
        for (int i = 1; i < sent.size(); i++) {
            Instant before = sent.get(i - 1).at();
            assertThat(Duration.between(before, sent.get(i).at()))
                    .isBetween(Duration.ofMillis(800), Duration.ofMillis(1300));
        }
    }

    private static Map<String, Long> counts(String json) throws JsonProcessingException {
        return new TreeMap<>(JSON.readValue(json, new TypeReference<Map<String, Long>>() {}));
    }

    private static Path script(Lab lab) throws IOException {
        Path script = lab.directory().resolve("bad-advertisements.py");
        try (InputStream source = BadAdvertisementTest.class.getResourceAsStream("bad-advertisements.py")) {
            assertThat(source).isNotNull();
            Files.write(script, source.readAllBytes());
        }
        return script;
    }
}
