/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** vipd, seen from outside: its configuration file, its events, its status and its signals. */
public final class VipdNode extends VrrpNode {

    private static final JsonMapper JSON = new JsonMapper();

    // The longest lifetime that it gives to an address, and how late a busy machine lets us see that it is over.
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(15);

    private final List<String> options;

    /** A node that is not started yet. */
    public VipdNode(LabHost host, RouterSettings settings) {
        this(host, settings, List.of());
    }

    /**
     * A node that is not started yet.
     *
     * @param options further options of {@code vipd run}
     */
    VipdNode(LabHost host, RouterSettings settings, List<String> options) {
        super("vip4j", "vipd", host, settings);
        this.options = List.copyOf(options);
    }

    @Override
    public void start() {
        List<String> command = new ArrayList<>(command(host(), settings().keepalivedConf(host().name())));
        command.addAll(options);
        launch(command, StreamReader.lines(this::event), StreamReader.lines(output()::append));
    }

    /** Writes the configuration file of a host, and tells how vipd is started with it. */
    static List<String> command(LabHost host, String configuration) {
        Path file = file(host);
        write(file, configuration);
        return List.of(
                VipdLauncher.find().toString(),
                "run",
                "-f",
                file.toString(),
                "--events",
                "json",
                "--status",
                socket(host).toString());
    }

    /** Writes a changed file and tells the running daemon, by SIGHUP, to read it. */
    public void reload(RouterSettings changed) {
        changeSettings(changed);
        write(file(host()), changed.keepalivedConf(host().name()));
        daemon().process().signal("HUP");
    }

    private static Path file(LabHost host) {
        return host.lab().directory().resolve(host.name() + "-vipd.conf");
    }

    private static void write(Path file, String configuration) {
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The status socket of the vipd on a host. */
    static Path socket(LabHost host) {
        return host.lab().directory().resolve(host.name() + "-vipd.sock");
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

    /** The answer of the status socket about the only router of this node. */
    public JsonNode status() {
        JsonNode document = document();
        JsonNode routers = document.path("routers");
        if (routers.size() != 1) {
            throw new LabException("vipd on " + host() + " must tell one router: " + document);
        }
        return routers.get(0);
    }

    /** Waits until its status says so. */
    public void awaitStatus(String field, String expected, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (!status().path(field).asText().equals(expected)) {
            if (deadline.isOver()) {
                throw new LabException(field + " of vipd on " + host() + " must become " + expected + ": " + status());
            }
            Deadline.pause();
        }
    }

    /** Runs {@code vipd COMMAND --status SOCKET ARGUMENTS...} for the running daemon, which must end within a minute. */
    Command.Result tell(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                VipdLauncher.find().toString(),
                command,
                "--status",
                socket(host()).toString()));
        words.addAll(List.of(arguments));
        return Command.attempt(words);
    }

    /**
     * Has it hand its role over, at its control socket: no other JVM starts beside what is measured. Returns when the
     * role has moved.
     */
    void handOver() {
        Path control = Path.of(socket(host()) + ".control");
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(control));
                InputStream answer = Channels.newInputStream(channel)) {
            channel.write(UTF_8.encode("{\"command\": \"switchover\", \"limitMillis\": 5000}\n"));
            JsonNode document = JSON.readTree(answer);
            if (!document.at("/results/0/moved").asBoolean()) {
                throw new LabException("vipd on " + host() + " was told to hand over: " + document);
            }
        } catch (IOException e) {
            throw new LabException("control socket of vipd on " + host() + ": " + e.getMessage(), e);
        }
    }

    /** The answer of the status socket about how late its loop was. */
    public JsonNode lateness() {
        return document().path("lateness");
    }

    private JsonNode document() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(host())));
                InputStream answer = Channels.newInputStream(channel)) {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new LabException("status socket of vipd on " + host() + ": " + e.getMessage(), e);
        }
    }

    /** How many advertisements it threw away since its start, by reason, those that never happened left out. */
    public Map<String, Long> discarded() {
        Map<String, Long> counts = new TreeMap<>();
        status().path("advertsDiscarded").properties().forEach(entry -> {
            if (entry.getValue().asLong() != 0) {
                counts.put(entry.getKey(), entry.getValue().asLong());
            }
        });
        return counts;
    }

    /** Advertisements of this router that it threw away; those of other ids are nothing to complain about. */
    @Override
    public List<String> complaints() {
        return discarded().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("VRID_UNKNOWN"))
                .map(Object::toString)
                .toList();
    }

    /** There is nothing to clear: the kernel removes the addresses by itself when their lifetime is over. */
    @Override
    public void clearAfterCrash() {
        Deadline limit = Deadline.after(LONGEST_LEASE);
        while (settings().bareAddresses().stream().anyMatch(host()::holds)) {
            if (limit.isOver()) {
                throw new LabException("vipd on " + host() + " was killed and left behind " + host().addresses());
            }
            Deadline.pause();
        }
    }
}
