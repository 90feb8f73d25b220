/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Clients of a web server: requests at a fixed rate, each on a connection of its own, sent whether or not those before
 * were answered. Safe from any thread.
 */
final class WebClient implements AutoCloseable {

    private static final String SCRIPT = "webclient.py";
    private static final String READY = "ready";
    private static final Duration LIMIT = Deadline.GENEROUS;

    private final Duration timeout;
    private final EventLog<String> said = new EventLog<>("what the web client says");
    private final EventLog<WebRequest> requests = new EventLog<>("requests");
    private final ChildProcess process;

    private WebClient(LabHost client, String address, int rate, Duration timeout) {
        this.timeout = timeout;
        List<String> command = Scripts.urgentCommand(
                client.lab(),
                SCRIPT,
                address,
                Integer.toString(GatewayNode.PORT),
                Integer.toString(rate),
                Long.toString(timeout.toMillis()));
        process = client.start(
                "web client", command, Map.of(), StreamReader.lines(this::line), StreamReader.lines(said::append));
    }

    /**
     * Starts to ask.
     *
     * @param rate requests a second
     * @param timeout how long each may take, with the connection
     */
    static WebClient start(LabHost client, String address, int rate, Duration timeout) {
        WebClient started = new WebClient(client, address, rate, timeout);
        started.said.await("the web client", 0, READY::equals, LIMIT);
        return started;
    }

    private void line(String line) {
        if (line.equals(READY)) {
            said.append(line);
        } else {
            requests.append(WebRequest.parse(line));
        }
    }

    /** Waits until this many requests, one after the other, have succeeded since this call. */
    void awaitService(int successes, Duration limit) {
        int mark = requests.mark();
        Deadline deadline = Deadline.after(limit);
        while (!endsWith(requests.since(mark), successes)) {
            if (deadline.isOver()) {
                List<WebRequest> seen = requests.since(mark);
                throw new LabException("no service after " + limit.toMillis() + " ms: "
                        + seen.subList(Math.max(0, seen.size() - 20), seen.size()));
            }
            Deadline.pause();
        }
    }

    private static boolean endsWith(List<WebRequest> seen, int successes) {
        return seen.size() >= successes
                && seen.subList(seen.size() - successes, seen.size()).stream().noneMatch(WebRequest::isFailed);
    }

    /** All requests that were sent inside a window of time, once the last of them is over. */
    List<WebRequest> sentBetween(Instant from, Instant to) {
        // Requests end in another order than they are sent in, but never later than their time limit.
        requests.await("a request sent later", 0, one -> one.sentAt().isAfter(to.plus(timeout)), LIMIT.plus(timeout));
        return requests.all().stream()
                .filter(one -> !one.sentAt().isBefore(from) && !one.sentAt().isAfter(to))
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
