/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vip4j.samples.benchmarks.jitter.JitterResult.Measured;
import io.vip4j.samples.benchmarks.jitter.JitterResult.OfRouter;
import io.vip4j.samples.lab.Capture;
import io.vip4j.samples.lab.CapturedFrame;
import io.vip4j.samples.lab.ConfiguredNode;
import io.vip4j.samples.lab.Deadline;
import io.vip4j.samples.lab.JavaNode;
import io.vip4j.samples.lab.Lab;
import io.vip4j.samples.lab.LabException;
import io.vip4j.samples.lab.LabHost;
import io.vip4j.samples.lab.Product;
import io.vip4j.samples.lab.RouterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures one case in a lab of its own. The Backup starts when all routers are Active, and what happened before it had
 * heard all of them does not count.
 */
final class JitterRun implements AutoCloseable {

    private static final List<Integer> INTERVALS_MILLIS = List.of(1000, 100, 50);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double MEBI = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final JitterCase measured;
    private final JitterLength length;
    private final Lab lab = Lab.open();
    private final LabHost host = lab.join("stressed", "198.51.100.1");
    private final Capture capture = Capture.start(lab);

    private JitterRun(JitterCase measured, JitterLength length) {
        this.measured = measured;
        this.length = length;
    }

    /**
     * Measures.
     *
     * @throws LabException if the JVM does not start, or a router does not become Active
     */
    static JitterResult measure(JitterCase measured, JitterLength length) {
        try (JitterRun run = new JitterRun(measured, length)) {
            return run.measure();
        }
    }

    private JitterResult measure() {
        JavaNode active = startActive();
        String java = active.await("ready ", LIMIT.plus(length.warmUp())).substring("ready ".length());
        for (int vrid = 1; vrid <= INTERVALS_MILLIS.size(); vrid++) {
            awaitAdvertisement(vrid, 0);
        }
        ConfiguredNode backup = new ConfiguredNode(Product.VIP4J, lab.join("backup", "198.51.100.2"));
        backup.start(routers("backup", 100));
        awaitBackups(backup);

        int mark = capture.frames().mark();
        int events = backup.output().mark();
        Account before = new Account(active.ask("lateness"));
        Deadline.pause(length.measured());
        Account after = new Account(active.ask("lateness"));
        List<OfRouter> seen = new ArrayList<>();
        for (int vrid = 1; vrid <= INTERVALS_MILLIS.size(); vrid++) {
            seen.add(ofRouter(vrid, mark, backup.output().since(events)));
        }
        active.end();
        return JitterResult.of(
                measured,
                length,
                java,
                new Measured(
                        length.measured().toMillis() / 60_000.0,
                        after.mebibytesPerSecondSince(before),
                        seen,
                        after.maxNanos() / 1e6,
                        after.stalls()));
    }

    private JavaNode startActive() {
        Path file = lab.directory().resolve("stressed.conf");
        try {
            Files.writeString(file, routers("stressed", 200));
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
        String heap = length.heapMebibytes() + "m";
        List<String> options = new ArrayList<>(List.of(
                "-Xms" + heap,
                "-Xmx" + heap,
                "-Xlog:disable",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        options.addAll(measured.collector().javaOptions());
        options.addAll(measured.variant().javaOptions());
        List<String> arguments = new ArrayList<>(List.of(
                file.toString(), Long.toString(length.warmUp().toSeconds()), Integer.toString(length.liveMebibytes())));
        arguments.addAll(measured.variant().arguments());
        return JavaNode.start(host, measured.javaHome(), options, StressedRouters.class, arguments);
    }

    /** Routers 1, 2, ... with one address each, one for each interval. */
    private static String routers(String routerId, int priority) {
        StringBuilder text = new StringBuilder("global_defs {\n  router_id " + routerId + "\n}\n");
        for (int i = 0; i < INTERVALS_MILLIS.size(); i++) {
            text.append(RouterSettings.v3(priority, Duration.ofMillis(INTERVALS_MILLIS.get(i)))
                    .withVrid(i + 1)
                    .withAddresses("203.0.113." + (i + 1) + "/32")
                    .instance("every_" + INTERVALS_MILLIS.get(i)));
        }
        return text.toString();
    }

    private void awaitAdvertisement(int vrid, int mark) {
        capture.frames()
                .await("an advertisement of router " + vrid, mark, frame -> isAdvertisement(frame, vrid), LIMIT);
    }

    /** Until each of its routers is Backup, and the slowest Active router was heard twice since. */
    private void awaitBackups(ConfiguredNode backup) {
        for (int vrid = 1; vrid <= INTERVALS_MILLIS.size(); vrid++) {
            int wanted = vrid;
            backup.output().await("router " + vrid + " as Backup", 0, line -> became(line, wanted, "BACKUP"), LIMIT);
        }
        for (int heard = 0; heard < 2; heard++) {
            awaitAdvertisement(1, capture.frames().mark());
        }
    }

    private OfRouter ofRouter(int vrid, int mark, List<String> events) {
        int interval = INTERVALS_MILLIS.get(vrid - 1);
        List<Double> lateness = new ArrayList<>();
        Optional<Instant> before = Optional.empty();
        for (CapturedFrame frame : capture.frames().since(mark)) {
            if (isAdvertisement(frame, vrid)) {
                before.ifPresent(at ->
                        lateness.add(Duration.between(at, frame.at()).toNanos() / 1e6 - interval));
                before = Optional.of(frame.at());
            }
        }
        if (lateness.isEmpty()) {
            throw new LabException("router " + vrid + " was silent");
        }
        int failovers = (int)
                events.stream().filter(line -> became(line, vrid, "ACTIVE")).count();
        return new OfRouter(interval, lateness.size(), Quantiles.of(lateness), failovers);
    }

    private boolean isAdvertisement(CapturedFrame frame, int vrid) {
        return frame instanceof CapturedFrame.Advertisement advertisement
                && advertisement.vrid() == vrid
                && advertisement.source().equals(host.address());
    }

    /** Whether a line of vipd is the event of that transition. */
    static boolean became(String line, int vrid, String state) {
        if (!line.startsWith("{")) {
            return false;
        }
        try {
            JsonNode event = JSON.readTree(line);
            return event.path("vrid").asInt() == vrid
                    && event.path("to").asText().equals(state)
                    && !event.path("from").asText().equals(state);
        } catch (JsonProcessingException e) {
            throw new LabException("vipd printed something else than JSON: " + line, e);
        }
    }

    @Override
    public void close() {
        lab.close();
    }

    /** An answer of {@link StressedRouters}. */
    private record Account(long maxNanos, long stalls, long octets, long atNanos) {
        Account(String answer) {
            this(answer.split(" ", -1));
        }

        private Account(String[] words) {
            this(
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]));
        }

        double mebibytesPerSecondSince(Account before) {
            return (octets - before.octets) / MEBI / ((atNanos - before.atNanos) / 1e9);
        }
    }
}
