/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application with vip4j in it, {@link EmbeddedRouter}, on a host of the lab. One thread. */
final class EmbeddedNode {

    private static final Duration LIMIT = Deadline.GENEROUS;

    private final EventLog<String> answers = new EventLog<>("the application's answers");
    private final EventLog<String> log = new EventLog<>("the application's log");
    private final ChildProcess process;

    private EmbeddedNode(LabHost host, String configuration, List<String> javaOptions, List<String> checks) {
        Path file = host.lab().directory().resolve(host.name() + "-embedded.conf");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC"));
        command.addAll(javaOptions);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), EmbeddedRouter.class.getName(), file.toString()));
        command.addAll(checks);
        process = host.start(
                "application", command, Map.of(), StreamReader.lines(answers::append), StreamReader.lines(log::append));
    }

    /** Starts it, with this keepalived.conf and these further arguments, and waits until its router runs. */
    static EmbeddedNode start(LabHost host, String configuration, String... checks) {
        return start(host, configuration, List.of(), checks);
    }

    /** As {@link #start(LabHost, String, String...)}, with options for its JVM. */
    static EmbeddedNode start(LabHost host, String configuration, List<String> javaOptions, String... checks) {
        EmbeddedNode node = new EmbeddedNode(host, configuration, javaOptions, List.of(checks));
        if (node.answers.poll(0, "ready"::equals, LIMIT).isEmpty()) {
            throw new LabException("the application on " + host + " does not start: " + node.log.all());
        }
        return node;
    }

    /** Lets it say that it does not work; when it said so. */
    Instant down() {
        return WallClock.ofEpochSeconds(ask("down").get(1));
    }

    /** Lets it say that it works. */
    void up() {
        ask("up");
    }

    /** What is known about its checks: how many are up, how many there are, how many good answers there were. */
    List<Long> checks() {
        return ask("checks").stream().skip(1).map(Long::parseLong).toList();
    }

    /** Gives it a disease, one that {@link Disease} knows, and does not wait for an answer. */
    void infect(String disease) {
        process.send(disease);
    }

    /** Waits for what a disease reports, if it lets the application report anything. */
    String awaitReport(String disease, Duration limit) {
        return answers.await("a report of " + disease, 0, line -> line.startsWith(disease + " "), limit);
    }

    /** Waits until it is dead. */
    void awaitDeath(Duration limit) {
        if (process.awaitExit(limit).isEmpty()) {
            throw new LabException("the application survives " + limit.toMillis() + " ms: " + log.all());
        }
    }

    /** Lets it end as applications do, with the address given away; kills it if it cannot. */
    void end() {
        if (process.isAlive()) {
            process.closeInput();
            process.awaitExit(LIMIT);
        }
        process.kill();
    }

    private List<String> ask(String word) {
        int mark = answers.mark();
        process.send(word);
        String answer = answers.await("an answer to " + word, mark, line -> line.startsWith(word + " "), LIMIT);
        return List.of(answer.split(" "));
    }

    long pid() {
        return process.pid();
    }
}
