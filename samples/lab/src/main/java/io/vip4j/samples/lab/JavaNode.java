/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program on a host of the lab, of the class path of this JVM. It is asked by a word on its standard input and
 * answers with a line that begins with that word. It ends with the lab at the latest. Safe from any thread.
 */
public final class JavaNode {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int LAST_WORDS = 3;

    private final LabHost host;
    private final EventLog<String> answers = new EventLog<>("answers of a Java program");
    private final EventLog<String> log = new EventLog<>("log of a Java program");
    private final ChildProcess process;

    private JavaNode(LabHost host, List<String> command) {
        this.host = host;
        this.process = host.start(
                "java", command, Map.of(), StreamReader.lines(answers::append), StreamReader.lines(log::append));
    }

    /**
     * Starts it and returns at once.
     *
     * @param home of the Java that runs it
     * @param options of the JVM
     * @param program has the main method
     */
    public static JavaNode start(
            LabHost host, Path home, List<String> options, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new JavaNode(host, command);
    }

    /**
     * Waits for what it says by itself: the first line that begins with a word.
     *
     * @throws LabException if it ends instead, or does not say so in time; with what it has logged
     */
    public String await(String word, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (true) {
            for (String line : answers.all()) {
                if (line.startsWith(word)) {
                    return line;
                }
            }
            if (deadline.isOver() || !process.isAlive()) {
                throw new LabException("the program on " + host
                        + (process.isAlive() ? " does not say " : " ended before ") + word + ": " + lastWords());
            }
            Deadline.pause();
        }
    }

    private String lastWords() {
        List<String> said = log.all();
        return String.join("; ", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size()));
    }

    /** Asks, and waits for the answer. */
    public String ask(String word) {
        int mark = answers.mark();
        process.send(word);
        return answers.await("an answer to " + word, mark, line -> line.startsWith(word), LIMIT);
    }

    /** Closes its input and waits for its end; kills it if it does not come. */
    public void end() {
        process.closeInput();
        process.awaitExit(LIMIT);
        process.kill();
    }
}
