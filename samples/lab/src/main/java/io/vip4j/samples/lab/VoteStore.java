/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three servers of ZooKeeper, each on a host of its own. One thread. */
final class VoteStore {

    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
    private static final int SERVERS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final List<LabHost> hosts = new ArrayList<>();
    private final List<Daemon> servers = new ArrayList<>();
    private final EventLog<String> output = new EventLog<>("the output of the store");

    /** Joins zk1, zk2 and zk3 with the addresses .31 to .33. */
    VoteStore(Lab lab) {
        for (int id = 1; id <= SERVERS; id++) {
            LabHost host = lab.join("zk" + id, "198.51.100." + (30 + id));
            hosts.add(host);
            servers.add(new Daemon("zookeeper", host));
        }
        for (LabHost host : hosts) {
            Path data = data(host);
            makeDirectory(data);
            LabFiles.write(data.resolve("myid"), id(host) + "\n");
            LabFiles.write(data.resolve("zoo.cfg"), configuration(host));
        }
    }

    private static Path data(LabHost host) {
        return host.lab().directory().resolve(host.name());
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LabException("make " + directory + ": " + e.getMessage(), e);
        }
    }

    private int id(LabHost host) {
        return hosts.indexOf(host) + 1;
    }

    private String configuration(LabHost host) {
        StringBuilder text = new StringBuilder("""
                tickTime=200
                initLimit=25
                syncLimit=10
                dataDir=%s
                clientPort=2181
                4lw.commands.whitelist=srvr
                """.formatted(data(host)));
        for (LabHost server : hosts) {
            text.append("server.%d=%s:2888:3888%n".formatted(id(server), server.address()));
        }
        return text.toString();
    }

    List<LabHost> hosts() {
        return List.copyOf(hosts);
    }

    /** Where its clients connect to. */
    String clientAddresses() {
        return String.join(
                ",", hosts.stream().map(host -> host.address() + ":2181").toList());
    }

    /** Starts those that do not run, and waits until they have a leader. */
    void start() {
        for (LabHost host : hosts) {
            Daemon server = server(host);
            if (!server.isRunning()) {
                StreamReader reader = StreamReader.lines(output::append);
                server.start(
                        VoteProgram.command(MAIN, data(host).resolve("zoo.cfg").toString()), Map.of(), reader, reader);
            }
        }
        Deadline deadline = Deadline.after(LIMIT);
        while (leader().isEmpty()) {
            if (deadline.isOver()) {
                throw new LabException("the store has no leader after " + LIMIT.toSeconds() + " s: " + output.all());
            }
            Deadline.pause(Duration.ofMillis(200));
        }
    }

    /** The leader, as far as it says so. */
    Optional<LabHost> leader() {
        return hosts.stream().filter(this::isLeader).findFirst();
    }

    private boolean isLeader(LabHost host) {
        String question = "exec 3<>/dev/tcp/" + host.address() + "/2181 && echo srvr >&3 && timeout 2 cat <&3";
        return server(host).isRunning()
                && host.attempt(List.of("bash", "-c", question)).out().contains("Mode: leader");
    }

    /** SIGKILL for a server. */
    void kill(LabHost host) {
        server(host).process().kill();
    }

    /** Stops or lets go on all servers. */
    void signalAll(String signal) {
        servers.forEach(server -> server.process().signalGroup(signal));
    }

    private Daemon server(LabHost host) {
        return servers.get(hosts.indexOf(host));
    }
}
