/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** What a lab needs of the machine, and what of that is missing. */
public final class LabRequirements {

    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("ip", "iproute2"),
            Map.entry("setsid", "util-linux"),
            Map.entry("setpriv", "util-linux"),
            Map.entry("python3", "python3"),
            Map.entry("tcpdump", "tcpdump"),
            Map.entry("keepalived", "keepalived"),
            Map.entry("vtysh", "frr"),
            Map.entry("tshark", "tshark"),
            Map.entry("haproxy", "haproxy"),
            Map.entry("ps", "procps"),
            Map.entry("nft", "nftables"),
            Map.entry("prlimit", "util-linux"),
            Map.entry("curl", "curl"),
            Map.entry("bash", "bash"),
            Map.entry("taskset", "util-linux"),
            Map.entry("mariadbd", "mariadb-server"),
            Map.entry("mariadb", "mariadb-client"),
            Map.entry("pg_lsclusters", "postgresql"),
            Map.entry("redis-server", "redis-server"),
            Map.entry("dnsmasq", "dnsmasq-base"));

    private static final AtomicInteger TRIES = new AtomicInteger();

    private LabRequirements() {}

    /**
     * Each missing thing in one sentence that says what to do; empty if a lab can be made here.
     *
     * @param programs the programs needed on top of {@code ip} and {@code setsid}
     */
    public static List<String> missing(List<String> programs) {
        List<String> missing = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux")) {
            missing.add("Network namespaces exist on Linux only; this is " + System.getProperty("os.name") + ".");
            return missing;
        }
        List<String> all = new ArrayList<>(List.of("ip", "setsid"));
        all.addAll(programs);
        for (String program : all) {
            if (!isOnPath(program)) {
                missing.add(
                        "The program " + program + " is missing; install the package " + PACKAGES.get(program) + ".");
            }
        }
        if (missing.isEmpty()) {
            tryNamespace(missing);
        }
        return missing;
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void tryNamespace(List<String> missing) {
        // Tests that run at one time ask at one time.
        String name = "vip4j-" + ProcessHandle.current().pid() + "-try" + TRIES.incrementAndGet();
        Command.Result added = Command.attempt("ip", "netns", "add", name);
        if (added.exitCode() != 0) {
            missing.add("Network namespaces cannot be made here (" + added.err().strip() + "); run as root.");
            return;
        }
        Command.Result veth = Command.attempt(
                "ip", "-n", name, "link", "add", "try0", "type", "veth", "peer", "name", "try1", "netns", name);
        Command.Result bridge = Command.attempt("ip", "-n", name, "link", "add", "br0", "type", "bridge");
        Command.run("ip", "netns", "delete", name);
        for (Command.Result result : List.of(veth, bridge)) {
            if (result.exitCode() != 0) {
                missing.add("The kernel cannot make veth pairs and bridges ("
                        + result.err().strip() + ").");
            }
        }
    }
}
