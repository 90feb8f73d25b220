/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
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

    /** The host's own IPv4 address on eth0. */
    public String address() {
        return address;
    }

    /** The port of the bridge that eth0 is plugged into. */
    String bridgePort() {
        return bridgePort;
    }

    /** The namespace of the host. */
    String namespace() {
        return namespace;
    }

    /** The host's own global IPv6 address on eth0: the last number of the IPv4 address in 2001:db8::/64. */
    public String addressV6() {
        return Lab.addressV6(address);
    }

    /** The link-local address of eth0, which the kernel makes of the hardware address (RFC 4291 appendix A). */
    public String linkLocal() {
        long mac = Long.parseLong(hardwareAddress().replace(":", ""), 16) ^ 0x02_00_00_00_00_00L;
        long low = (mac >>> 24 << 40) | 0xff_fe_00_00_00L | (mac & 0xff_ff_ffL);
        String text = new IpAddress(AddressFamily.IPV6, 0xfe80L << 48, low).toString();
        if (!holds(text)) {
            throw new LabException(name + " has no link-local address " + text + ": " + addresses());
        }
        return text;
    }

    /** The address that its advertisements come from: the link-local one for IPv6. */
    public String advertisingAddress(boolean ipv6) {
        return ipv6 ? linkLocal() : address;
    }

    /** Runs a short command in the namespace; it must succeed. */
    public String exec(String... command) {
        List<String> full = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        full.addAll(List.of(command));
        return Command.run(full.toArray(String[]::new));
    }

    /** Writes a file below /proc/sys, as seen in the namespace. */
    void setKernelParameter(String name, String value) {
        exec("sh", "-c", "echo " + value + " > /proc/sys/" + name);
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

    /** Makes eth0, a veth pair with the bridge, and gives it its addresses; its index and MAC are new each time. */
    void makeInterface() {
        String bridge = lab.bridgeNamespace();
        // Made inside the two namespaces at once: the machine's own namespace never sees either end.
        Command.ip(
                bridge,
                "link add " + bridgePort + " type veth peer name eth0 netns " + namespace,
                "link set " + bridgePort + " master " + Lab.BRIDGE + " up");
        Command.ip(
                namespace,
                "link set eth0 up",
                "address add " + address + "/24 dev eth0",
                "address add " + addressV6() + "/64 dev eth0 nodad");
    }

    /** Removes eth0 from the machine, as when a card is pulled out. */
    public void removeInterface() {
        Command.run("ip", "-n", namespace, "link", "delete", "eth0");
    }

    /** Puts a new eth0 in, with the same name and addresses but another index and hardware address. */
    public void replaceInterface() {
        makeInterface();
    }

    /** Sets eth0 down: an administrator's down, after which the kernel has forgotten the IPv6 addresses. */
    public void setInterfaceDown() {
        Command.run("ip", "-n", namespace, "link", "set", "eth0", "down");
    }

    /** Sets eth0 up again and gives back what was forgotten. */
    public void setInterfaceUp() {
        Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        Command.attempt("ip", "-n", namespace, "address", "add", addressV6() + "/64", "dev", "eth0", "nodad");
    }

    /** Takes an address away from whatever interface has it, as an administrator would; no error if none has. */
    public void deleteAddress(String bare) {
        for (JsonNode link : links()) {
            for (JsonNode entry : link.path("addr_info")) {
                if (entry.path("local").asText().equals(bare)) {
                    Command.attempt(
                            "ip",
                            "-n",
                            namespace,
                            "address",
                            "delete",
                            bare + "/" + entry.path("prefixlen").asText(),
                            "dev",
                            link.path("ifname").asText());
                }
            }
        }
    }

    /** Pulls the cable: the port of the bridge goes down, so eth0 loses its carrier. */
    public void cutCable() {
        Command.run("ip", "-n", lab.bridgeNamespace(), "link", "set", bridgePort, "down");
    }

    /** Plugs the cable in again. */
    public void plugCable() {
        Command.run("ip", "-n", lab.bridgeNamespace(), "link", "set", bridgePort, "up");
    }

    /** The addresses on all interfaces at this moment, without prefix lengths. */
    public Set<String> addresses() {
        Set<String> found = new TreeSet<>();
        for (JsonNode link : links()) {
            link.path("addr_info")
                    .forEach(entry -> found.add(entry.path("local").asText()));
        }
        return found;
    }

    /** The names of its interfaces at this moment. */
    Set<String> devices() {
        Set<String> found = new TreeSet<>();
        links().forEach(link -> found.add(link.path("ifname").asText()));
        return found;
    }

    /** The hardware address of eth0, as in 02:00:00:00:00:01. */
    public String hardwareAddress() {
        return hardwareAddress("eth0");
    }

    /** The hardware address of an interface of the host. */
    String hardwareAddress(String device) {
        return link(device).path("address").asText();
    }

    private JsonNode link(String device) {
        for (JsonNode link : links()) {
            if (link.path("ifname").asText().equals(device)) {
                return link;
            }
        }
        throw new LabException(name + " has no interface " + device);
    }

    private JsonNode links() {
        String json = Command.run("ip", "-n", namespace, "-json", "address", "show");
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new LabException("ip address show printed something else than JSON: " + json, e);
        }
    }

    /** Whether an interface of the host has the address at this moment. */
    public boolean holds(String wanted) {
        return addresses().contains(wanted);
    }

    @Override
    public String toString() {
        return name;
    }
}
