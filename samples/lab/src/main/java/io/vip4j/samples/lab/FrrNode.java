/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FRR's vrrpd with a zebra of its own. It holds no address itself: the virtual addresses are always on a macvlan with
 * the virtual MAC, and it switches that on and off (protodown). So an {@link OwnershipWatch} says nothing about it;
 * {@link WhoHas} does.
 */
public final class FrrNode extends VrrpNode {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROGRAMS = "/usr/lib/frr/";

    // 2026/11/23 22:34:12 VRRP: [W23ZH-NY264] [CORE] [VRID 10] [IPv6] Backup -> Master
    private static final Pattern CHANGE =
            Pattern.compile(".*\\[VRID \\d+] \\[IPv[46]] (Initialize|Backup|Master) -> (Initialize|Backup|Master)");
    private static final Pattern COMPLAINT = Pattern.compile(".*Datagram invalid.*");

    private final Path directory;
    private final String macvlan;

    // Guarded by this.
    private boolean prepared;

    /** A node that is not started yet; its settings are of VRRPv3 and multicast. */
    public FrrNode(LabHost host, RouterSettings settings) {
        super("FRR", "vrrpd", host, settings);
        if (settings.version().number() != 3
                || settings.unicast().isPresent()
                || settings.addresses().isEmpty()) {
            throw new LabException("FRR's vrrpd has no unicast and no election without address; the lab uses its"
                    + " VRRPv3 only: " + settings);
        }
        this.directory = host.lab().directory().resolve(host.name() + "-frr");
        this.macvlan = (settings.isIpv6() ? "vrrp6-" : "vrrp4-") + settings.vrid();
    }

    @Override
    public synchronized void start() {
        if (!prepared) {
            makeDirectory();
            makeMacvlan();
            startZebra();
            prepared = true;
        }
        write("vrrpd.conf", configuration(settings()));
        launch(command("vrrpd"), StreamReader.lines(this::line), StreamReader.lines(this::line));
    }

    private void makeDirectory() {
        try {
            // The daemons run as the user frr, who must get to their own directory inside that of the lab.
            Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
            Files.createDirectory(directory);
            write("zebra.conf", "");
            Command.run("chown", "frr:frr", directory.toString());
        } catch (IOException e) {
            throw new LabException("make " + directory + ": " + e.getMessage(), e);
        }
    }

    // As FRR's manual says; its name carries the id and its hardware address tells the daemon which router it is for.
    private void makeMacvlan() {
        String family = settings().isIpv6() ? "02" : "01";
        String mac =
                "00:00:5e:00:" + family + ":" + String.format("%02x", settings().vrid());
        host().exec("ip", "link", "add", macvlan, "link", "eth0", "type", "macvlan", "mode", "bridge");
        // One of its own: made of the virtual MAC, two routers would advertise from the same address.
        host().exec("ip", "link", "set", macvlan, "address", mac, "addrgenmode", "random");
        host().exec("ip", "link", "set", macvlan, "up", "protodown", "on");
        for (String address : settings().addresses()) {
            host().exec("ip", "address", "add", address, "dev", macvlan);
        }
        // Otherwise eth0 answers for the addresses of the macvlan, whether that is on or off.
        host().setKernelParameter("net/ipv4/conf/all/arp_ignore", "1");
    }

    private void startZebra() {
        EventLog<String> log = output();
        host().start(
                        "zebra",
                        command("zebra"),
                        Map.of(),
                        StreamReader.lines(log::append),
                        StreamReader.lines(log::append));
        Deadline limit = Deadline.after(Deadline.GENEROUS);
        while (!Files.exists(directory.resolve("zserv"))) {
            if (limit.isOver()) {
                throw new LabException("zebra on " + host() + " does not start: " + output().all());
            }
            Deadline.pause();
        }
    }

    private List<String> command(String program) {
        return List.of(
                PROGRAMS + program,
                "-u",
                "frr",
                "-g",
                "frr",
                "-i",
                directory.resolve(program + ".pid").toString(),
                "-z",
                directory.resolve("zserv").toString(),
                "--vty_socket",
                directory.toString(),
                "-f",
                directory.resolve(program + ".conf").toString());
    }

    private void write(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new LabException("write " + directory.resolve(file) + ": " + e.getMessage(), e);
        }
    }

    /** The text of vrrpd.conf. */
    static String configuration(RouterSettings settings) {
        String start = " vrrp " + settings.vrid() + " ";
        StringBuilder text = new StringBuilder("log stdout debugging\ndebug vrrp protocol\ninterface eth0\n");
        text.append(start).append("version 3\n");
        text.append(start).append("priority ").append(settings.priority()).append('\n');
        long millis = settings.advertisementInterval().centiseconds() * 10L;
        text.append(start).append("advertisement-interval ").append(millis).append('\n');
        for (String line : settings.extraLines()) {
            text.append(start).append(line).append('\n');
        }
        String family = settings.isIpv6() ? "ipv6 " : "ip ";
        for (String address : settings.bareAddresses()) {
            text.append(start).append(family).append(address).append('\n');
        }
        return text.toString();
    }

    private void line(String line) {
        output().append(line);
        change(line).ifPresent(stateChanges()::append);
    }

    /** The change of state that a line of the log reports, if it reports one. */
    static Optional<StateChange> change(String line) {
        Matcher matcher = CHANGE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new StateChange(Instant.now(), state(matcher.group(1)), state(matcher.group(2)), ""));
    }

    private static RouterState state(String word) {
        return switch (word) {
            case "Master" -> RouterState.ACTIVE;
            case "Backup" -> RouterState.BACKUP;
            default -> RouterState.INITIALIZE;
        };
    }

    /** What {@code show vrrp json} says about the virtual router, the part of its family. */
    public JsonNode status() {
        String shown = host().exec("vtysh", "--vty_socket", directory.toString(), "-c", "show vrrp json");
        try {
            return JSON.readTree(shown).path(0).path(settings().isIpv6() ? "v6" : "v4");
        } catch (JsonProcessingException e) {
            throw new LabException("show vrrp json printed something else than JSON: " + shown, e);
        }
    }

    /** The state that {@link #status} tells. */
    public RouterState shownState() {
        return state(status().path("status").asText());
    }

    @Override
    public String holderMac() {
        return host().hardwareAddress(macvlan);
    }

    /** A killed vrrpd leaves the macvlan as it was: switched on, as a daemon without its interface's addresses. */
    @Override
    public void clearAfterCrash() {
        host().exec("ip", "link", "set", macvlan, "protodown", "on");
    }

    @Override
    public List<String> complaints() {
        return output().all().stream()
                .filter(line -> COMPLAINT.matcher(line).matches())
                .toList();
    }
}
