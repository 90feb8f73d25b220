/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.driver.RecordingPlatform;
import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.HealthGate;
import io.vip4j.health.Reading;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Checks in virtual time; a probe thread is a task that the test runs when it pleases, or never. */
class AskedCheckTest {

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final RecordingPlatform platform =
            new RecordingPlatform(lan.node("a").platform(), word -> {}, RecordingPlatform.Fault.NONE);
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> reports = new ArrayList<>();
    private final List<CheckReport.Answer> answers = new ArrayList<>();
    private final List<Duration> asked = new ArrayList<>();
    private Probe.Result next = Probe.Result.healthy("fine");

    private AskedCheck start(HealthCheck check) {
        Question question = WorkerQuestion.blocking(((CheckSource.Blocking) check.source()).probe(), platform);
        AskedCheck asked = new AskedCheck(
                question,
                new ProbePace(check.pace(), () -> 1),
                HealthGate.initially(check),
                platform.loop(),
                new CheckReport() {
                    @Override
                    public void answered(Answer answer, Reading reading, String detail) {
                        reports.add(lan.nanoTime() / 1_000_000 + " " + (reading.up() ? "+" : "-") + " " + detail);
                        answers.add(answer);
                    }

                    @Override
                    public void counts(Reading reading, String detail) {
                        throw new AssertionError("asked checks count by their answers");
                    }
                });
        platform.loop().execute(asked::start);
        return asked;
    }

    private Probe.Result answer(Duration timeout) {
        asked.add(timeout);
        return next;
    }

    private HealthCheck everySecond() {
        return HealthCheck.of(this::answer).timeout(Duration.ofMillis(300));
    }

    private void run(long millis) {
        lan.run(Duration.ofMillis(millis));
    }

    @Test
    void firstAnswerDecidesAloneWhateverRiseAndFallSay() {
        start(everySecond().rise(3).fall(3));
        assertThat(reports).containsExactly("0 + UP");
        assertThat(asked).containsExactly(Duration.ofMillis(300));
    }

    @Test
    void turnsOnlyAfterFallFailuresAndRiseSuccessesInARow() {
        start(everySecond().rise(2).fall(3));
        next = Probe.Result.unhealthy("refused");
        run(2000);
        next = Probe.Result.healthy("fine");
        run(1000);
        next = Probe.Result.unhealthy("refused");
        run(3000);
        next = Probe.Result.healthy("fine");
        run(2000);
        assertThat(reports)
                .containsExactly(
                        "0 + UP",
                        "1000 + UP (failed 1/3: refused)",
                        "2000 + UP (failed 2/3: refused)",
                        "3000 + UP",
                        "4000 + UP (failed 1/3: refused)",
                        "5000 + UP (failed 2/3: refused)",
                        "6000 - DOWN 3/3: refused",
                        "7000 - DOWN (succeeded 1/2: fine)",
                        "8000 + UP");
    }

    @Test
    void exceptionsAndNullAreFailures() {
        Queue<Probe> probes = new ArrayDeque<>(List.of(
                timeout -> {
                    throw new IllegalArgumentException("no such table");
                },
                timeout -> {
                    throw new StackOverflowError();
                },
                timeout -> nothing()));
        start(HealthCheck.of(timeout -> probes.remove().ask(timeout)));
        run(2000);
        assertThat(reports)
                .containsExactly(
                        "0 - DOWN: no such table",
                        "1000 - DOWN: java.lang.StackOverflowError",
                        "2000 - DOWN: the probe returned null");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return (T) null;
    }

    @Test
    void probeThatNeverReturnsIsOneFailureInEachIntervalAndKeepsOneThread() {
        start(everySecond().timeout(Duration.ofSeconds(1)).fall(3));
        assertThat(reports).last().isEqualTo("0 + UP");
        platform.workExecutor(threads::add);
        run(4000);
        assertThat(reports.subList(1, reports.size()))
                .containsExactly(
                        "2000 + UP (failed 1/3: no answer within 1000 ms)",
                        "3000 + UP (failed 2/3: an earlier probe still hangs)",
                        "4000 - DOWN 3/3: an earlier probe still hangs");
        assertThat(threads).hasSize(1);
    }

    @Test
    void slowProbeIsOneFailureAndTheNextOneStartsWhenItReturns() {
        start(everySecond().timeout(Duration.ofSeconds(1)).fall(2));
        platform.workExecutor(threads::add);
        run(2050); // Asked at 1000 ms, late at 2000 ms.
        threads.remove().run();
        assertThat(threads).as("the next question").hasSize(1);
        threads.remove().run();
        run(900);
        assertThat(reports.subList(1, reports.size()))
                .containsExactly("2000 + UP (failed 1/2: no answer within 1000 ms)", "2050 + UP");
    }

    @Test
    void answerAfterTheTimeoutIsTooLate() {
        platform.workExecutor(threads::add);
        start(everySecond());
        run(400);
        threads.remove().run();
        assertThat(reports).containsExactly("300 - DOWN: no answer within 300 ms");
        run(600);
        threads.remove().run();
        assertThat(reports).last().isEqualTo("1000 + UP");
    }

    @Test
    void tooManyProbesIsAFailureThatIsTriedAgain() {
        platform.workExecutor(unused -> {
            throw new RejectedExecutionException("full");
        });
        start(everySecond());
        run(1000);
        assertThat(reports)
                .containsExactly(
                        "0 - DOWN: too many probes are under way", "1000 - DOWN: too many probes are under way");
    }

    @Test
    void closedCheckAsksAndReportsNothingMore() {
        platform.workExecutor(threads::add);
        AskedCheck asked = start(everySecond());
        platform.loop().execute(asked::close);
        threads.remove().run();
        run(5000);
        assertThat(reports).isEmpty();
        assertThat(threads).isEmpty();
    }

    @Test
    void asksFasterWhileChangingAndSlowerWhileDown() {
        start(everySecond()
                .rise(2)
                .fall(2)
                .everyWhileChanging(Duration.ofMillis(400))
                .everyWhileDown(Duration.ofSeconds(3)));
        next = Probe.Result.unhealthy("refused");
        run(5000);
        next = Probe.Result.healthy("fine");
        run(4000);
        assertThat(reports)
                .containsExactly(
                        "0 + UP",
                        "1000 + UP (failed 1/2: refused)",
                        "1400 - DOWN 2/2: refused",
                        "4400 - DOWN: refused",
                        "7400 - DOWN (succeeded 1/2: fine)",
                        "7800 + UP",
                        "8800 + UP");
    }

    @Test
    void timeoutLongerThanTheIntervalLetsTheNextProbeWait() {
        platform.workExecutor(threads::add);
        start(everySecond().timeout(Duration.ofMillis(2500)).fall(2));
        run(1700);
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(reports).containsExactly("1700 + UP");
        assertThat(threads).as("at once, as it is overdue").hasSize(1);
        run(2500);
        assertThat(reports).last().isEqualTo("4200 + UP (failed 1/2: no answer within 2500 ms)");
        assertThat(answers).extracting(CheckReport.Answer::timedOut).containsExactly(false, true);
        assertThat(answers)
                .extracting(CheckReport.Answer::latency)
                .containsExactly(Duration.ofMillis(1700), Duration.ofMillis(2500));
    }

    @Test
    void degradedAnswerIsUpWithLessStrength() {
        next = Probe.Result.degraded(0.25, "three of four are gone");
        start(everySecond().fall(2));
        next = Probe.Result.unhealthy("refused");
        run(1000);
        assertThat(reports)
                .containsExactly("0 + UP at 25 %: three of four are gone", "1000 + UP at 25 % (failed 1/2: refused)");
    }

    @Test
    void detailsOfApplicationsBecomeOneShortLine() {
        next = Probe.Result.unhealthy("line one\r\n\tline two" + "x".repeat(100_000));
        start(everySecond());
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).startsWith("0 - DOWN: line one line two").hasSizeLessThan(350);
    }
}
