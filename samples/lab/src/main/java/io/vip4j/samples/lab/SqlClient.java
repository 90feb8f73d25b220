/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The real {@code mariadb} client at work: what it was told, and what it was not told. Safe from any thread. */
final class SqlClient {

    /** How long it waits for an answer before it connects anew. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration LAST_WORDS = Duration.ofSeconds(20);
    private static final String SCRIPT = "sqlclient.py";

    /**
     * How one statement went.
     *
     * @param at when the answer came, or was given up
     * @param answered false: nobody knows whether a row that was to be written is there
     * @param number the id of the row, or how many rows a reader saw
     * @param reason why there was no answer
     */
    record Outcome(Instant at, boolean answered, int number, String reason) {

        static Outcome parse(String line) {
            String[] words = line.split(" ", 4);
            return new Outcome(
                    WallClock.ofEpochSeconds(words[0]),
                    !words[1].equals("lost"),
                    Integer.parseInt(words[2]),
                    words.length < 4 ? "" : words[3]);
        }
    }

    private final EventLog<Outcome> outcomes;
    private final EventLog<Instant> answers = new EventLog<>("answers to the SQL client");
    private final EventLog<String> complaints = new EventLog<>("stderr of the SQL client");
    private final ChildProcess process;

    private SqlClient(LabHost host, String mode, String address, int port, Duration interval) {
        outcomes = new EventLog<>("outcomes of " + mode);
        List<String> command = Scripts.command(
                host.lab(),
                SCRIPT,
                mode,
                address,
                Integer.toString(port),
                Long.toString(interval.toMillis()),
                Long.toString(PATIENCE.toMillis()));
        process = host.start(
                "SQL client, " + mode,
                command,
                Map.of(),
                StreamReader.lines(this::line),
                StreamReader.lines(complaints::append));
    }

    private void line(String line) {
        Outcome outcome = Outcome.parse(line);
        outcomes.append(outcome);
        if (outcome.answered()) {
            answers.append(outcome.at());
        }
    }

    /** One connection, as long as it lasts, on which row after row is written. */
    static SqlClient writer(LabHost host, String address, int port, Duration interval) {
        return new SqlClient(host, "write", address, port, interval);
    }

    /** A new connection for each question. */
    static SqlClient reader(LabHost host, String address, int port, Duration interval) {
        return new SqlClient(host, "read", address, port, interval);
    }

    /** The times of the answers so far, and those to come. */
    EventLog<Instant> answers() {
        return answers;
    }

    /** Waits for an answer that comes after this call. */
    void awaitAnswer(Duration limit) {
        Instant calledAt = Instant.now();
        Optional<Instant> answer = answers.poll(answers.mark(), at -> at.isAfter(calledAt), limit);
        if (answer.isEmpty()) {
            throw new LabException("the SQL client has no answer after " + limit.toMillis() + " ms: " + outcomes.last()
                    + complaints.all());
        }
    }

    /** The longest time without an answer inside a window. */
    Duration longestGap(Instant from, Instant to) {
        return Gaps.longest(answers.all(), from, to);
    }

    /** How many statements inside a window were not answered. */
    long unanswered(Instant from, Instant to) {
        return outcomes.all().stream()
                .filter(outcome -> !outcome.answered()
                        && outcome.at().isAfter(from)
                        && outcome.at().isBefore(to))
                .count();
    }

    /** The numbers of the statements that were answered, or of those that were not. */
    Set<Integer> numbers(boolean answered) {
        Set<Integer> numbers = new TreeSet<>();
        outcomes.all().stream()
                .filter(outcome -> outcome.answered() == answered)
                .forEach(outcome -> numbers.add(outcome.number()));
        return numbers;
    }

    /** Lets it finish the statement that it is at, and end: what it was told is complete then. */
    void stop() {
        process.closeInput();
        if (process.awaitExit(LAST_WORDS).isEmpty()) {
            throw new LabException("the SQL client does not end: " + complaints.all());
        }
    }
}
