/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A host of the lab: a namespace with eth0 on the bridge. Safe from any thread. */
public final class LabHost {

    private static final JsonMapper JSON = new JsonMapper();

    private final Lab lab;
    private final String name;
    private final String namespace;
    private final String address;
    private final String bridgePort;

    LabHost(Lab lab, String name, String namespace, String address, String bridgePort) {
        this.lab = lab;
        this.name = name;
        this.namespace = namespace;
        this.address = address;
        this.bridgePort = bridgePort;
    }

    /** The lab of this host. */
    public Lab lab() {
        return lab;
    }

    /** The name in the lab. */
    public String name() {
        return name;
    }

    /** The host's own address on eth0. */
    public String address() {
        return address;
    }

    /** Runs a short command in the namespace; it must succeed. */
    public String exec(String... command) {
        List<String> full = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        full.addAll(List.of(command));
        return Command.run(full.toArray(String[]::new));
    }

    /** Runs a short command in the namespace; it may fail. */
    Command.Result attempt(List<String> command) {
        List<String> full = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        full.addAll(command);
        return Command.attempt(full);
    }

    /** Starts a process in the namespace; it ends with the lab at the latest. */
    ChildProcess start(
            String process, List<String> command, Map<String, String> environment, StreamReader out, StreamReader err) {
        return lab.start(namespace, name + " " + process, command, environment, out, err);
    }

    /** Pulls the cable: the port of the bridge goes down, so eth0 loses its carrier. */
    public void cutCable() {
        Command.run("ip", "-n", lab.bridgeNamespace(), "link", "set", bridgePort, "down");
    }

    /** Plugs the cable in again. */
    public void plugCable() {
        Command.run("ip", "-n", lab.bridgeNamespace(), "link", "set", bridgePort, "up");
    }

    /** The addresses on eth0 at this moment, without prefix lengths. */
    public Set<String> addresses() {
        String json = Command.run("ip", "-n", namespace, "-json", "address", "show", "dev", "eth0");
        Set<String> found = new TreeSet<>();
        try {
            for (JsonNode link : JSON.readTree(json)) {
                link.path("addr_info")
                        .forEach(entry -> found.add(entry.path("local").asText()));
            }
        } catch (JsonProcessingException e) {
            throw new LabException("ip address show printed something else than JSON: " + json, e);
        }
        return found;
    }

    /** The hardware address of eth0, as in 02:00:00:00:00:01. */
    public String hardwareAddress() {
        return eth0().path("address").asText();
    }

    private JsonNode eth0() {
        String json = Command.run("ip", "-n", namespace, "-json", "address", "show", "dev", "eth0");
        try {
            return JSON.readTree(json).path(0);
        } catch (JsonProcessingException e) {
            throw new LabException("ip address show printed something else than JSON: " + json, e);
        }
    }

    /** Whether eth0 has the address at this moment. */
    public boolean holds(String wanted) {
        return addresses().contains(wanted);
    }

    @Override
    public String toString() {
        return name;
    }
}
