/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRoute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** For each rule a host that breaks it, and one that just does not. */
final class DoctorExamples {

    private static final String UNIT = "/sys/fs/cgroup/system.slice/vipd.service/";
    private static final String VRRP_DROPPED = "ip protocol 112 drop";

    /**
     * Two hosts that differ in what matters.
     *
     * @param rule which is broken
     * @param sick makes a fit host one that breaks it
     * @param well makes a fit host one that does not
     */
    record Example(DoctorRule rule, UnaryOperator<FakeHost> sick, UnaryOperator<FakeHost> well) {}

    private DoctorExamples() {}

    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        all.addAll(systems());
        all.addAll(interfaces());
        all.addAll(addresses());
        all.addAll(settings());
        all.addAll(firewalls());
        all.addAll(kernels());
        all.addAll(others());
        all.addAll(resources());
        return all;
    }

    private static Example example(DoctorRule rule, UnaryOperator<FakeHost> sick, UnaryOperator<FakeHost> well) {
        return new Example(rule, sick, well);
    }

    private static List<Example> systems() {
        return List.of(
                example(
                        DoctorRule.NOT_LINUX,
                        host -> host.system("Mac OS X", "aarch64", "14.1"),
                        host -> host.system("Linux", "aarch64", "6.1.0")),
                example(
                        DoctorRule.ARCHITECTURE,
                        host -> host.system("Linux", "riscv64", "6.1.0"),
                        host -> host.system("Linux", "amd64", "6.1.0")),
                example(
                        DoctorRule.KERNEL_WITHOUT_MARKS,
                        host -> host.system("Linux", "amd64", "5.15.0-91-generic"),
                        host -> host.system("Linux", "amd64", "5.18.0")),
                example(
                        DoctorRule.CAPABILITY_MISSING,
                        host -> host.capabilities("0000000000002000"),
                        host -> host.capabilities("0000000000003000")),
                example(
                        DoctorRule.USER_NAMESPACE,
                        host -> host.file("/proc/self/uid_map", "         0       1000          1\n"),
                        host -> host.file("/proc/self/uid_map", "         0          0 4294967295\n")),
                example(
                        DoctorRule.JAVA_FILE_CAPABILITIES,
                        host -> host.bytes("/proc/self/auxv", auxiliary(1)),
                        host -> host.bytes("/proc/self/auxv", auxiliary(0))));
    }

    private static byte[] auxiliary(long secure) {
        return ByteBuffer.allocate(48)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(6)
                .putLong(4096)
                .putLong(23)
                .putLong(secure)
                .array();
    }

    private static List<Example> interfaces() {
        String eth0 = "/sys/class/net/eth0";
        return List.of(
                example(
                        DoctorRule.INTERFACE_MISSING,
                        host -> host.router(router -> router.networkInterface("ens3")),
                        host -> host.router(router -> router.networkInterface("ens3"))
                                .device("ens3", 3, "0x1003")),
                example(
                        DoctorRule.INTERFACE_DOWN,
                        host -> host.file(eth0 + "/flags", "0x1002\n"),
                        host -> host.file(eth0 + "/flags", "0x1003\n")),
                example(
                        DoctorRule.NO_CARRIER,
                        host -> host.file(eth0 + "/carrier", "0\n"),
                        host -> host.file(eth0 + "/carrier", "1\n")),
                example(
                        DoctorRule.NO_MULTICAST,
                        host -> host.file(eth0 + "/flags", "0x3\n"),
                        host -> host.file(eth0 + "/flags", "0x3\n").router(DoctorExamples::unicast)),
                example(
                        DoctorRule.PORT_OF_ANOTHER,
                        host -> host.directory(eth0 + "/master/bridge")
                                .file(eth0 + "/master/uevent", "INTERFACE=br0\n"),
                        host -> host.file(eth0 + "/master/uevent", "DEVTYPE=vrf\nINTERFACE=blue\n")),
                example(
                        DoctorRule.MTU_TOO_SMALL,
                        host -> host.file(eth0 + "/mtu", "1279\n").ipv6(),
                        host -> host.file(eth0 + "/mtu", "1280\n").ipv6()));
    }

    private static VirtualRouterConfig.Builder unicast(VirtualRouterConfig.Builder router) {
        return router.transport(Transport.unicast(IpAddress.parse("203.0.113.2")));
    }

    private static List<Example> addresses() {
        return List.of(
                example(
                        DoctorRule.NO_ADDRESS,
                        FakeHost::withoutAddresses,
                        host -> host.withoutAddresses().address("eth0", "203.0.113.1/24")),
                example(
                        DoctorRule.SOURCE_ADDRESS_MISSING,
                        host -> host.router(router -> router.sourceAddress(IpAddress.parse("198.51.100.9"))),
                        host -> host.router(router -> router.sourceAddress(IpAddress.parse("198.51.100.1")))),
                example(
                        DoctorRule.DUPLICATE_ADDRESS,
                        host -> host.ipv6()
                                .file("/proc/net/if_inet6", "fe800000000000000000000000000001 02 40 20 88     eth0\n"),
                        host -> host.ipv6()
                                .file("/proc/net/if_inet6", "fe800000000000000000000000000001 02 40 20 80     eth0\n")),
                example(
                        DoctorRule.ADDRESS_PRESENT,
                        host -> host.address("eth0", "198.51.100.222/24"),
                        host -> host.address("eth0", "198.51.100.222/24")
                                .file(
                                        "/proc/net/unix",
                                        "0000: 00000002 00000000 00010000 0001 01 12345 @vip4j-slot-0\n")));
    }

    private static List<Example> settings() {
        UnaryOperator<FakeHost> second =
                host -> host.device("eth1", 3, "0x1003").address("eth1", "198.51.100.5/24");
        return List.of(
                example(
                        DoctorRule.ARP_IGNORE,
                        host -> host.sysctl("ipv4", "arp_ignore", 1, 0)
                                .router(router -> router.binding(Binding.PROCESS)),
                        host -> host.sysctl("ipv4", "arp_ignore", 1, 0)),
                example(DoctorRule.ARP_FLUX, second, host -> second.apply(host).sysctl("ipv4", "arp_ignore", 1, 0)),
                example(
                        DoctorRule.ARP_FILTER,
                        host -> second.apply(host).sysctl("ipv4", "arp_filter", 0, 1),
                        host -> host.sysctl("ipv4", "arp_filter", 0, 1)),
                example(
                        DoctorRule.RP_FILTER,
                        host -> remotePeer(host).sysctl("ipv4", "rp_filter", 1, 0),
                        host -> remotePeer(host).sysctl("ipv4", "rp_filter", 1, 2)),
                example(
                        DoctorRule.PROMOTE_SECONDARIES,
                        host -> host.sysctl("ipv4", "promote_secondaries", 0, 0),
                        host -> host.sysctl("ipv4", "promote_secondaries", 0, 0)
                                .router(router -> router.addresses(List.of()).address("198.51.100.222/32"))),
                example(
                        DoctorRule.IPV6_DISABLED,
                        host -> host.ipv6().sysctl("ipv6", "disable_ipv6", 1, 1),
                        host -> host.sysctl("ipv6", "disable_ipv6", 1, 1)),
                example(
                        DoctorRule.ACCEPT_DAD,
                        host -> host.ipv6().sysctl("ipv6", "accept_dad", 2, 1),
                        host -> host.ipv6().sysctl("ipv6", "accept_dad", 0, 1)),
                example(
                        DoctorRule.NONLOCAL_BIND,
                        host -> host.file("/proc/sys/net/ipv4/ip_nonlocal_bind", "0\n"),
                        host -> host.file("/proc/sys/net/ipv6/ip_nonlocal_bind", "0\n")));
    }

    /** The default route leads through eth1. */
    private static FakeHost remotePeer(FakeHost host) {
        return host.router(DoctorExamples::unicast).file("/proc/net/route", """
                        Iface Destination Gateway  Flags RefCnt Use Metric Mask     MTU Window IRTT
                        eth1  00000000    01007CCB 0003  0      0   100    00000000 0   0      0
                        eth0  006433C6    00000000 0001  0      0   0      00FFFFFF 0   0      0
                        """);
    }

    private static List<Example> firewalls() {
        Firewall.Drop drop = new Firewall.Drop(true, VRRP_DROPPED);
        return List.of(
                example(
                        DoctorRule.FIREWALL_DROPS,
                        host -> host.rules(new Firewall.Rules(List.of(drop), Optional.empty())),
                        host -> host.rules(new Firewall.Rules(List.of(), Optional.empty()))),
                example(
                        DoctorRule.FIREWALL_UNREAD,
                        host -> host.rules(new Firewall.Rules(List.of(), Optional.of("CAP_NET_ADMIN is missing"))),
                        host -> host.rules(new Firewall.Rules(List.of(), Optional.empty()))),
                example(
                        DoctorRule.XTABLES_LEGACY,
                        host -> host.file("/proc/net/ip_tables_names", "filter\nnat\n"),
                        host -> host.file("/proc/net/ip_tables_names", "")));
    }

    private static List<Example> kernels() {
        UnaryOperator<FakeHost> process = host -> host.router(router -> router.binding(Binding.PROCESS));
        UnaryOperator<FakeHost> gate = host -> host.router(router -> router.gate(Gate.NFT));
        UnaryOperator<FakeHost> breaking =
                host -> host.router(router -> router.release(ReleaseProfile.DEFAULT.breakConnections(true)));
        return List.of(
                example(
                        DoctorRule.TUN_MISSING,
                        process,
                        host -> process.apply(host).file("/dev/net/tun", "")),
                example(
                        DoctorRule.NF_TABLES_MISSING,
                        host -> gate.apply(host).kernel("# CONFIG_NF_TABLES is not set"),
                        host -> gate.apply(host).kernel("CONFIG_NF_TABLES=m")),
                example(
                        DoctorRule.DIAG_DESTROY_MISSING,
                        host -> breaking.apply(host).kernel("CONFIG_INET_DIAG=y"),
                        host -> breaking.apply(host).kernel("CONFIG_INET_DIAG=y", "CONFIG_INET_DIAG_DESTROY=y")),
                example(
                        DoctorRule.SLOW_CLOCK,
                        host -> host.file(
                                "/sys/devices/system/clocksource/clocksource0/current_clocksource", "acpi_pm\n"),
                        host -> host.file(
                                "/sys/devices/system/clocksource/clocksource0/current_clocksource", "kvm-clock\n")));
    }

    private static List<Example> others() {
        UnaryOperator<FakeHost> container =
                host -> host.file("/.dockerenv", "").file("/sys/class/net/eth0/iflink", "17\n");
        UnaryOperator<FakeHost> networkd = host -> host.file("/run/systemd/netif/state", "OPER_STATE=routable\n")
                .file("/run/systemd/netif/links/2", "NETWORK_FILE=/run/systemd/network/10-netplan-eth0.network\n")
                .file("/run/systemd/network/10-netplan-eth0.network", "[Match]\nName=eth0\n[Network]\nDHCP=ipv4\n");
        UnaryOperator<FakeHost> routed = host -> host.file("/run/systemd/netif/state", "OPER_STATE=routable\n")
                .router(router -> router.route(
                        VirtualRoute.via(IpPrefix.parse("203.0.113.0/24"), IpAddress.parse("198.51.100.254"))));
        UnaryOperator<FakeHost> managed =
                host -> host.file("/run/NetworkManager/devices/2", "[device]\nmanaged=true\n");
        return List.of(
                example(
                        DoctorRule.CONTAINER_NETWORK,
                        container,
                        host -> container.apply(host).directory("/sys/class/net/eth0/device")),
                example(
                        DoctorRule.NETWORKD_ADDRESSES,
                        networkd,
                        host -> networkd.apply(host)
                                .file(
                                        "/etc/systemd/network/10-netplan-eth0.network.d/vip4j.conf",
                                        "[Network]\nKeepConfiguration=static\n")),
                example(
                        DoctorRule.NETWORKD_ROUTES,
                        routed,
                        host -> routed.apply(host)
                                .file(
                                        "/etc/systemd/networkd.conf.d/vip4j.conf",
                                        "[Network]\nManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n")),
                example(
                        DoctorRule.NETWORK_MANAGER,
                        managed,
                        host -> managed.apply(host)
                                .file(
                                        "/etc/NetworkManager/conf.d/vip4j.conf",
                                        "[keyfile]\nunmanaged-devices=interface-name:eth0\n")));
    }

    private static List<Example> resources() {
        UnaryOperator<FakeHost> quick =
                host -> host.router(router -> router.advertisementInterval(Duration.ofMillis(100)));
        UnaryOperator<FakeHost> watched = host -> host.router(router -> router.peerWatch(PeerWatch.onDefaultPort()));
        return List.of(
                example(
                        DoctorRule.COLLECTOR_PAUSES,
                        host -> quick.apply(host).jvm(4, 2048, "Copy", "MarkSweepCompact"),
                        host -> quick.apply(host).jvm(4, 48, "Copy", "MarkSweepCompact")),
                example(
                        DoctorRule.HEAP_EXCEEDS_LIMIT,
                        host -> host.file(UNIT + "memory.max", "268435456\n"),
                        host -> host.file(UNIT + "memory.max", "536870912\n")),
                example(
                        DoctorRule.SWAP_IN_USE,
                        host -> host.file(
                                "/proc/swaps",
                                "Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition\t2097148\t51200\t-2\n"),
                        host -> host.file(
                                "/proc/swaps",
                                "Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition\t2097148\t0\t-2\n")),
                example(
                        DoctorRule.FEW_DESCRIPTORS,
                        host -> host.file(
                                "/proc/self/limits", "Max open files            256        4096      files\n"),
                        host -> host.file(
                                "/proc/self/limits", "Max open files            1024       4096      files\n")),
                example(
                        DoctorRule.FEW_TASKS,
                        host -> host.file(UNIT + "pids.max", "50\n"),
                        host -> host.file(UNIT + "pids.max", "512\n")),
                example(
                        DoctorRule.CPU_THROTTLED,
                        host -> host.file(UNIT + "cpu.stat", "nr_periods 900\nnr_throttled 12\n"),
                        host -> host.file(UNIT + "cpu.stat", "nr_periods 900\nnr_throttled 0\n")),
                example(
                        DoctorRule.ONE_PROCESSOR,
                        host -> host.jvm(1, 256, "G1 Young Generation"),
                        host -> host.jvm(2, 256, "G1 Young Generation")),
                example(
                        DoctorRule.PEER_WATCH_PORT,
                        host -> watched.apply(host).file("/proc/net/tcp6", socket(PeerWatch.DEFAULT_PORT, "0A")),
                        host -> watched.apply(host).file("/proc/net/tcp6", socket(PeerWatch.DEFAULT_PORT, "01"))),
                example(
                        DoctorRule.UNREADABLE,
                        host -> host.directory("/proc/net/ip_tables_names"),
                        host -> host.file("/proc/net/ip_tables_names", "")));
    }

    private static String socket(int port, String state) {
        return "  sl  local_address remote_address st\n   0: 00000000000000000000000000000000:"
                + String.format("%04X", port) + " 00000000000000000000000000000000:0000 " + state + "\n";
    }

    /** A host without a lease is worse off on an old kernel. */
    static FakeHost oldKernelWithoutLease(FakeHost host) {
        return host.system("Linux", "amd64", "5.10.0").router(router -> router.lease(AddressLease.off()));
    }
}
