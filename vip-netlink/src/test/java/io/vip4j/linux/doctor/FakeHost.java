/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.VirtualAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** A host of files in a directory: fit for one router, web, on eth0, until it is changed. */
final class FakeHost {

    static final String ALL_CAPABILITIES = status("0000000000003000", "0000000000003000", "000001ffffffffff");

    private final Path root;
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final List<VirtualRouterConfig> routers = new ArrayList<>();
    private OperatingSystem system = new OperatingSystem("Linux", "amd64", "6.12.0-1-amd64");
    private JvmFacts jvm = new JvmFacts(List.of("G1 Young Generation", "G1 Old Generation"), 256L << 20, 4);
    private Firewall.Rules rules = new Firewall.Rules(List.of(), Optional.empty());

    FakeHost(Path root) {
        this.root = root;
        file("/proc/self/status", ALL_CAPABILITIES);
        file("/proc/self/uid_map", "         0          0 4294967295\n");
        file("/proc/self/limits", "Max open files            524288               524288               files\n");
        file("/proc/self/cgroup", "0::/system.slice/vipd.service\n");
        file("/sys/fs/cgroup/system.slice/vipd.service/memory.max", "max\n");
        file("/sys/fs/cgroup/system.slice/vipd.service/pids.max", "9000\n");
        file("/sys/fs/cgroup/system.slice/vipd.service/pids.current", "30\n");
        file("/sys/fs/cgroup/system.slice/vipd.service/cpu.stat", "usage_usec 17\nnr_periods 0\nnr_throttled 0\n");
        file("/proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
        file("/proc/sys/net/ipv4/ip_nonlocal_bind", "1\n");
        file("/proc/sys/net/ipv6/ip_nonlocal_bind", "1\n");
        file("/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        device("eth0", 2, "0x1003");
        sysctl("ipv4", "promote_secondaries", 0, 1);
        sysctl("ipv4", "arp_ignore", 0, 0);
        sysctl("ipv4", "arp_filter", 0, 0);
        sysctl("ipv4", "rp_filter", 0, 2);
        sysctl("ipv6", "disable_ipv6", 0, 0);
        sysctl("ipv6", "accept_dad", 0, 1);
        address("eth0", "198.51.100.1/24");
        address("eth0", "fe80::1/64");
    }

    private static String status(String effective, String ambient, String bounding) {
        return "Name:\tjava\nUid:\t998\t998\t998\t998\nCapPrm:\t" + effective + "\nCapEff:\t" + effective
                + "\nCapBnd:\t" + bounding + "\nCapAmb:\t" + ambient + "\nNoNewPrivs:\t1\n";
    }

    /** A process with these capabilities as mask, all of them ambient. */
    FakeHost capabilities(String mask) {
        return file("/proc/self/status", status(mask, mask, "000001ffffffffff"));
    }

    FakeHost file(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    FakeHost bytes(String name, byte[] octets) {
        try {
            Path file = root.resolve(name.substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, octets);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory; where a file is expected it is one that cannot be read. */
    FakeHost directory(String name) {
        try {
            Files.deleteIfExists(root.resolve(name.substring(1)));
            Files.createDirectories(root.resolve(name.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An interface as /sys/class/net has it, that ends here itself. */
    FakeHost device(String name, int index, String flags) {
        String directory = "/sys/class/net/" + name;
        return file(directory + "/flags", flags + "\n")
                .file(directory + "/ifindex", index + "\n")
                .file(directory + "/iflink", index + "\n")
                .file(directory + "/carrier", "1\n")
                .file(directory + "/mtu", "1500\n")
                .file(directory + "/uevent", "INTERFACE=" + name + "\n");
    }

    /** A setting of all interfaces and of eth0. */
    FakeHost sysctl(String family, String name, int all, int own) {
        return file("/proc/sys/net/" + family + "/conf/all/" + name, all + "\n")
                .file("/proc/sys/net/" + family + "/conf/eth0/" + name, own + "\n");
    }

    FakeHost address(String networkInterface, String address) {
        VirtualAddress parsed = VirtualAddress.parse(address);
        addresses.add(new InterfaceAddress(networkInterface, parsed.address(), parsed.prefixLength()));
        return this;
    }

    FakeHost withoutAddresses() {
        addresses.clear();
        return this;
    }

    FakeHost system(String name, String architecture, String version) {
        system = new OperatingSystem(name, architecture, version);
        return this;
    }

    FakeHost jvm(int processors, long heapMebi, String... collectors) {
        jvm = new JvmFacts(List.of(collectors), heapMebi << 20, processors);
        return this;
    }

    FakeHost rules(Firewall.Rules value) {
        rules = value;
        return this;
    }

    /** The options that the kernel was built with. */
    FakeHost kernel(String... options) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(String.join("\n", options).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes("/proc/config.gz", packed.toByteArray());
    }

    /** Another router than web as it is. */
    FakeHost router(UnaryOperator<VirtualRouterConfig.Builder> change) {
        routers.add(change.apply(web()).build());
        return this;
    }

    /** Its router speaks IPv6. */
    FakeHost ipv6() {
        return router(router -> router.addresses(List.of()).address("fe80::100/64"));
    }

    private static VirtualRouterConfig.Builder web() {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(100)
                .address("198.51.100.222/24");
    }

    List<Finding> findings() {
        List<VirtualRouterConfig> wanted = routers.isEmpty() ? List.of(web().build()) : routers;
        Host host = new Host(new HostFiles(root), system, addresses, jvm, config -> rules);
        return Examinations.of(host, new HostConfig(wanted, List.of()));
    }
}
