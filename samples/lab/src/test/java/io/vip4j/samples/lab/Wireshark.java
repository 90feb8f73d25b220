/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A second opinion on frames: what tshark makes of a capture file. */
final class Wireshark {

    /** A checksum that it has verified. */
    static final String GOOD = "1";

    // Expert information: chat 0x200000, note 0x400000, warning 0x600000, error 0x800000.
    private static final long WARNING = 0x600000;

    private static final List<String> FIELDS = List.of(
            "frame.number",
            "frame.protocols",
            "eth.src",
            "eth.dst",
            "ip.src",
            "ip.dst",
            "ip.ttl",
            "ip.dsfield",
            "ip.checksum.status",
            "ipv6.src",
            "ipv6.dst",
            "ipv6.hlim",
            "ipv6.tclass",
            "vrrp.version",
            "vrrp.virt_rtr_id",
            "vrrp.prio",
            "vrrp.addr_count",
            "vrrp.ip_addr",
            "vrrp.ipv6_addr",
            "vrrp.auth_string",
            "vrrp.checksum.status",
            "arp.opcode",
            "arp.isgratuitous",
            "arp.src.proto_ipv4",
            "arp.src.hw_mac",
            "icmpv6.type",
            "icmpv6.checksum.status",
            "icmpv6.nd.na.target_address",
            "icmpv6.nd.na.flag.s",
            "icmpv6.nd.na.flag.o",
            "icmpv6.opt.linkaddr",
            "_ws.malformed",
            "_ws.expert.severity",
            "_ws.expert.message");

    private Wireshark() {}

    /** A frame, by the names of Wireshark's fields; fields that it does not have are left out. */
    record Frame(Map<String, String> fields) {

        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        /** What Wireshark finds malformed or worth a warning; empty if nothing. */
        List<String> complaints() {
            List<String> complaints = new ArrayList<>();
            if (has("_ws.malformed")) {
                complaints.add("malformed");
            }
            for (String severity : field("_ws.expert.severity").split(",", -1)) {
                if (!severity.isEmpty() && Long.decode(severity) >= WARNING) {
                    complaints.add(field("_ws.expert.message"));
                }
            }
            return complaints;
        }
    }

    /**
     * Decodes the frames that a station sent.
     *
     * @param checksumOfMessageOnly whether VRRPv3 over IPv4 has a checksum without pseudo-header
     */
    static List<Frame> decode(Path capture, String hardwareAddress, boolean checksumOfMessageOnly) {
        List<String> command = new ArrayList<>(List.of(
                "tshark",
                "-r",
                capture.toString(),
                "-n",
                "-Y",
                "eth.src == " + hardwareAddress,
                "-o",
                "vrrp.v3_checksum_as_in_v2:" + (checksumOfMessageOnly ? "TRUE" : "FALSE"),
                "-o",
                "ip.check_checksum:TRUE",
                "-T",
                "fields",
                "-E",
                "separator=/t"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        Command.Result result = Command.attempt(command);
        if (result.exitCode() != 0) {
            throw new LabException("tshark: exit code " + result.exitCode() + ": " + result.err());
        }
        return result.out().lines().map(Wireshark::frame).toList();
    }

    private static Frame frame(String line) {
        String[] values = line.split("\t", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            if (!values[i].isEmpty()) {
                fields.put(FIELDS.get(i), values[i]);
            }
        }
        return new Frame(fields);
    }
}
