/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.ControlRequest;
import io.vip4j.samples.support.status.ControlServer;
import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.support.status.PatientChannel;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which daemon and which of its routers a command is for. */
final class ControlOptions {

    private static final int MAX_ANSWER = 1 << 20;

    /** For the drain of an hour at most, and for a host that waits for its loop. */
    private static final Duration PATIENCE = Duration.ofSeconds(3700);

    @Option(
            names = {"-s", "--status"},
            required = true,
            paramLabel = "SOCKET",
            description = "The socket that was given to 'vipd run --status'.")
    private Path socket = Path.of("");

    @Option(
            names = "--router",
            paramLabel = "NAME",
            description = "Which router; may be repeated. Not needed if there is only one.")
    private List<String> routers = new ArrayList<>();

    @Option(names = "--all", description = "Every router.")
    private boolean all;

    /**
     * Tells the daemon and prints a line for each router.
     *
     * @param words what came of it, for people
     * @return what each router said
     * @throws PlatformException if the daemon or a router refuses it
     */
    List<JsonTree> tell(
            Surroundings surroundings,
            ControlRequest.Command command,
            Duration limit,
            String reason,
            int priority,
            Function<JsonTree, String> words) {
        ControlRequest request = new ControlRequest(command, routers, all, Optional.empty(), limit, reason, priority);
        JsonTree answer = ask(request);
        if (!answer.text("error").isEmpty()) {
            throw new PlatformException(answer.text("error"));
        }
        List<String> refusals = new ArrayList<>();
        List<JsonTree> results = answer.list("results");
        for (JsonTree result : results) {
            String router = result.text("router");
            if (!result.text("error").isEmpty()) {
                refusals.add(router + ": " + result.text("error"));
            } else if (!result.text("withGroup").isEmpty()) {
                surroundings.out().println(router + ": moves with group " + result.text("withGroup"));
            } else {
                surroundings.out().println(router + ": " + words.apply(result));
            }
        }
        if (!refusals.isEmpty()) {
            throw new PlatformException(String.join("; ", refusals));
        }
        return results;
    }

    private JsonTree ask(ControlRequest request) {
        Path control = ControlServer.besides(socket);
        try (PatientChannel channel = PatientChannel.connect(control, PATIENCE.plus(request.limit()))) {
            channel.write(request.line());
            return JsonTree.read(channel.readAll(MAX_ANSWER));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new PlatformException("no answer from " + control + ": " + e.getMessage()
                    + "; is vipd running with --status " + socket + ", and may you open it?");
        }
    }
}
