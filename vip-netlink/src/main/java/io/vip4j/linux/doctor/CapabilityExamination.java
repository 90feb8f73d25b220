/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What this process may do, and whom it owes it to. */
final class CapabilityExamination implements Examination {

    private static final long AT_SECURE = 23; // linux/auxvec.h
    private static final String WHOLE_RANGE = "0 0 4294967295";

    private enum Needed {
        CAP_NET_RAW(13),
        CAP_NET_ADMIN(12);

        private final long bit;

        Needed(int number) {
            bit = 1L << number;
        }

        private String shortName() {
            return name().substring("CAP_".length());
        }
    }

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        Map<String, String> status = status(host.files());
        boolean missing = false;
        for (Needed capability : Needed.values()) {
            if (status.containsKey("CapEff") && !has(status, "CapEff", capability)) {
                missing = true;
                report.error(
                        DoctorRule.CAPABILITY_MISSING,
                        Report.PROCESS,
                        capability + " is not effective: " + whereItIs(status, capability),
                        fix(host.files(), status, capability));
            }
        }
        if (!missing) {
            userNamespace(host.files(), report);
        }
        secureExecution(host.files(), report);
    }

    private static String whereItIs(Map<String, String> status, Needed capability) {
        List<String> parts = new ArrayList<>();
        parts.add(has(status, "CapPrm", capability) ? "permitted" : "not permitted");
        parts.add(has(status, "CapAmb", capability) ? "ambient" : "not ambient");
        parts.add(has(status, "CapBnd", capability) ? "in the bounding set" : "not in the bounding set");
        parts.add("NoNewPrivs=" + status.getOrDefault("NoNewPrivs", "?"));
        parts.add("uid " + status.getOrDefault("Uid", "?").split("\\s", -1)[0]);
        return String.join(", ", parts);
    }

    private static String fix(HostFiles files, Map<String, String> status, Needed capability) {
        if (ContainerSigns.find(files).isPresent()) {
            return "docker run --cap-add " + capability.shortName() + ", compose: cap_add: [" + capability.shortName()
                    + "], Kubernetes: securityContext.capabilities.add: [\"" + capability.shortName()
                    + "\"]; as a user other than root the container also needs it as ambient, see samples/vipd/deploy";
        }
        String unit = "in the systemd unit: AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN";
        if (!has(status, "CapBnd", capability)) {
            return unit
                    + " and CapabilityBoundingSet=CAP_NET_RAW CAP_NET_ADMIN; no program that this one starts can get it"
                    + " back";
        }
        String lower = capability.name().toLowerCase(Locale.ROOT).substring("cap_".length());
        return unit + "; by hand: setpriv --reuid USER --inh-caps +" + lower + " --ambient-caps +" + lower
                + " COMMAND; or as root";
    }

    private static void userNamespace(HostFiles files, Report report) {
        files.word("/proc/self/uid_map")
                .map(map -> map.replaceAll("\\s+", " "))
                .filter(map -> !map.equals(WHOLE_RANGE))
                .ifPresent(map -> report.warning(
                        DoctorRule.USER_NAMESPACE,
                        Report.PROCESS,
                        "/proc/self/uid_map maps " + map,
                        "run the container with rights of the host's root (rootful docker or podman, Kubernetes:"
                                + " hostUsers: true), or stay inside a network that the namespace made itself"));
    }

    private static void secureExecution(HostFiles files, Report report) {
        Optional<byte[]> vector = files.bytes("/proc/self/auxv");
        if (vector.isPresent() && secure(vector.get())) {
            report.warning(
                    DoctorRule.JAVA_FILE_CAPABILITIES,
                    Report.PROCESS,
                    "the kernel started java in secure mode (AT_SECURE=1)",
                    "setcap -r \"$(readlink -f \"$(command -v java)\")\", and AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN"
                            + " in the systemd unit");
        }
    }

    /** Pairs of words of eight octets; both architectures have the lower octet first. */
    private static boolean secure(byte[] vector) {
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        while (words.remaining() >= 16) {
            long type = words.getLong();
            long value = words.getLong();
            if (type == AT_SECURE) {
                return value != 0;
            }
        }
        return false;
    }

    private static boolean has(Map<String, String> status, String set, Needed capability) {
        return (Long.parseUnsignedLong(status.getOrDefault(set, "0"), 16) & capability.bit) != 0;
    }

    private static Map<String, String> status(HostFiles files) {
        Map<String, String> status = new HashMap<>();
        for (String line : files.lines("/proc/self/status")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return status;
    }
}
