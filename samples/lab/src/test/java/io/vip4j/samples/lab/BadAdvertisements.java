/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The running sender of advertisements that a router must throw away; see bad-advertisements.py. */
final class BadAdvertisements {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final EventLog<String> printed = new EventLog<>("what the sender printed");
    private final EventLog<String> complaints = new EventLog<>("complaints of the sender");
    private final ChildProcess process;

    /** Starts to send, from a host whose address is 198.51.100.100. */
    BadAdvertisements(LabHost from, Duration length, Duration spacing) {
        List<String> command = Scripts.command(
                from.lab(),
                "bad-advertisements.py",
                Long.toString(length.toSeconds()),
                Long.toString(spacing.toMillis()));
        process = from.start(
                "sender",
                command,
                Map.of(),
                StreamReader.lines(printed::append),
                StreamReader.lines(complaints::append));
    }

    /** Waits until all are sent; how many by the reason for which they must be thrown away. */
    Map<String, Long> awaitEnd() throws JsonProcessingException {
        assertThat(process.awaitExit(LIMIT))
                .as(() -> complaints.all().toString())
                .hasValue(0);
        String counts = printed.await("the counts", 0, line -> line.startsWith("{"), LIMIT);
        return new TreeMap<>(JSON.readValue(counts, new TypeReference<Map<String, Long>>() {}));
    }
}
