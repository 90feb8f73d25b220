/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** vipd, seen from outside: its configuration file, its events, its status and its signals. */
public final class VipdNode extends VrrpNode {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path launcher;

    /**
     * A node that is not started yet.
     *
     * @throws LabException if vipd is not built
     */
    public VipdNode(LabHost host, RouterSettings settings) {
        super("vip4j", "vipd", host, settings);
        this.launcher = VipdLauncher.find();
    }

    @Override
    public void start() {
        Path file = host().lab().directory().resolve(host().name() + "-vipd.conf");
        try {
            Files.writeString(file, settings().keepalivedConf(host().name()));
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
        List<String> command = List.of(
                launcher.toString(), "run", "-f", file.toString(), "--events", "json", "--status", socket().toString());
        launch(command, StreamReader.lines(this::event), StreamReader.lines(output()::append));
    }

    private Path socket() {
        return host().lab().directory().resolve(host().name() + "-vipd.sock");
    }

    private void event(String line) {
        Optional<StateChange> change = parseEvent(line);
        change.ifPresentOrElse(stateChanges()::append, () -> output().append("unexpected line on stdout: " + line));
    }

    /** The change of state that a line of {@code --events json} reports; empty if it is none. */
    static Optional<StateChange> parseEvent(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            if (!event.path("from").isTextual() || !event.path("to").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(new StateChange(
                    Instant.parse(event.path("at").asText()),
                    RouterState.valueOf(event.path("from").asText()),
                    RouterState.valueOf(event.path("to").asText()),
                    event.path("cause").asText()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The answer of {@code vipd status --json} about the only router of this node. */
    public JsonNode status() {
        Command.Result result =
                host().attempt(List.of(launcher.toString(), "status", "--status", socket().toString(), "--json"));
        if (result.exitCode() != 0) {
            throw new LabException(
                    "vipd status on " + host() + ": exit code " + result.exitCode() + ": " + result.err());
        }
        try {
            JsonNode routers = JSON.readTree(result.out()).path("routers");
            if (routers.size() != 1) {
                throw new LabException("vipd status on " + host() + " must tell one router: " + result.out());
            }
            return routers.get(0);
        } catch (JsonProcessingException e) {
            throw new LabException(
                    "vipd status on " + host() + " printed something else than JSON: " + result.out(), e);
        }
    }
}
