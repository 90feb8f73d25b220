/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

/** What the doctor looks for. {@code docs/doctor.md} is made of these words. */
public enum DoctorRule {
    /** Another operating system. */
    NOT_LINUX(
            "not-linux",
            "the operating system is not Linux",
            "sockets, addresses and announcements are those of Linux"),
    /** An architecture without native code. */
    ARCHITECTURE(
            "architecture",
            "the processor is neither x86_64 nor aarch64",
            "the layout of what the kernel is told is known for these two only"),
    /** A kernel that does not mark addresses. */
    KERNEL_WITHOUT_MARKS(
            "kernel-without-marks",
            "the kernel is older than 5.18",
            "it does not keep who added an address (IFA_PROTO), so addresses of a killed process are not recognized at the"
                    + " next start; only their lease removes them"),
    /** A capability that is needed. */
    CAPABILITY_MISSING(
            "capability-missing",
            "the process lacks CAP_NET_RAW or CAP_NET_ADMIN",
            "without CAP_NET_RAW nothing can be sent or heard, without CAP_NET_ADMIN no address can be bound"),
    /** Capabilities of a user namespace. */
    USER_NAMESPACE(
            "user-namespace",
            "the process lives in a user namespace",
            "its capabilities count for network namespaces that were made in there, and not for the network of the host"),
    /** File capabilities on java. */
    JAVA_FILE_CAPABILITIES(
            "java-file-capabilities",
            "the java binary has capabilities of its own (setcap), or is setuid",
            "the loader then ignores the paths of the libraries of the JVM, which breaks with the next update, and every"
                    + " user may run any program with these capabilities"),
    /** An interface that is not there. */
    INTERFACE_MISSING(
            "interface-missing", "an interface does not exist", "a router waits until its interface is there"),
    /** An interface that is switched off. */
    INTERFACE_DOWN("interface-down", "an interface is switched off", "a router waits until its interface is up"),
    /** A link without carrier. */
    NO_CARRIER("no-carrier", "an interface has no carrier", "a router waits until its link is there"),
    /** No multicast on the interface. */
    NO_MULTICAST(
            "no-multicast",
            "an interface has no multicast flag, and advertisements go to a multicast group",
            "advertisements are neither sent nor heard"),
    /** A port of a bond or bridge. */
    PORT_OF_ANOTHER(
            "port-of-another",
            "an interface is a port of a bridge, a bond or a team",
            "what arrives is handed to the other interface, which has the addresses; the port itself hears nothing"),
    /** A packet that does not fit. */
    MTU_TOO_SMALL(
            "mtu-too-small",
            "an advertisement is larger than the MTU, or IPv6 is used with an MTU below 1280",
            "an advertisement is one packet (RFC 9568 5.2), and IPv6 is switched off below 1280 octets (RFC 8200 5)"),
    /** An interface without own address. */
    NO_ADDRESS(
            "no-address",
            "an interface has no own address of the family; IPv6: no link-local one",
            "advertisements are sent from the own address (RFC 9568 5.1): the router waits for one"),
    /** A source address that is not there. */
    SOURCE_ADDRESS_MISSING(
            "source-address-missing",
            "a configured source address is on no interface",
            "the router waits until the address that it shall advertise from is there"),
    /** Duplicate address detection found somebody. */
    DUPLICATE_ADDRESS(
            "duplicate-address",
            "the own IPv6 address of an interface is in use by another host",
            "the kernel does not use it (RFC 4862 5.4)"),
    /** A virtual address that is there without us. */
    ADDRESS_PRESENT(
            "address-present",
            "a virtual address is on this host, no vip4j runs here, and the router is not its owner",
            "an address that somebody else configured is left alone: it stays when the role is lost, and two hosts have it"),
    /** ARP requests stay unanswered. */
    ARP_IGNORE(
            "arp-ignore",
            "arp_ignore keeps the kernel from answering ARP for the addresses",
            "neighbours that ask for the address get no answer; announcements alone do not last"),
    /** Two interfaces on one subnet answer for each other. */
    ARP_FLUX(
            "arp-flux",
            "another interface has an address of the same subnet, and arp_ignore and arp_filter are 0",
            "each of them answers ARP for the addresses of the other with its own hardware address"),
    /** ARP goes by the routes. */
    ARP_FILTER(
            "arp-filter",
            "arp_filter is set, and another interface has an address of the same subnet",
            "ARP is answered only on the interface that the route back goes through, which may be the other one"),
    /** Packets are dropped by their source. */
    RP_FILTER(
            "rp-filter",
            "rp_filter is strict, and the route back to a peer may go through another interface",
            "the kernel drops what arrives there before VRRP sees it: the peer is not heard, and both are Active"),
    /** Secondary addresses go with the first. */
    PROMOTE_SECONDARIES(
            "promote-secondaries",
            "promote_secondaries is 0, and a virtual address has the subnet of an own one",
            "when the first address of the subnet changes (DHCP), the kernel removes the virtual one with it; it is bound"
                    + " again at once, but connections may notice"),
    /** IPv6 is off. */
    IPV6_DISABLED("ipv6-disabled", "IPv6 is switched off", "a router of IPv6 has no address and no socket"),
    /** Detection of duplicates that switches IPv6 off. */
    ACCEPT_DAD(
            "accept-dad",
            "accept_dad is 2",
            "one answer to duplicate address detection, a looped back one for example, switches off IPv6 on the interface"),
    /** Programs cannot listen on an address that is not there. */
    NONLOCAL_BIND(
            "nonlocal-bind",
            "ip_nonlocal_bind is 0",
            "a program on a Backup cannot listen on the virtual address itself; one that listens on all addresses can"),
    /** Rules of a firewall. */
    FIREWALL_DROPS(
            "firewall-drops",
            "rules of nftables drop IP protocol 112",
            "routers that do not hear each other are both Active"),
    /** Rules that cannot be read. */
    FIREWALL_UNREAD(
            "firewall-unread",
            "the rules of nftables cannot be read",
            "a rule that drops IP protocol 112 makes two routers Active"),
    /** Rules of another kind. */
    XTABLES_LEGACY(
            "xtables-legacy",
            "there are tables of the older iptables",
            "they are not read here; a rule that drops IP protocol 112 makes two routers Active"),
    /** No devices of a process. */
    TUN_MISSING(
            "tun-missing",
            "binding PROCESS is wanted, and /dev/net/tun cannot be opened",
            "the addresses are bound to the interface instead, and outlive the process by their lease"),
    /** No nftables. */
    NF_TABLES_MISSING(
            "nf-tables-missing",
            "gate NFT is wanted, and the kernel has no nf_tables",
            "there is nothing to make the gate of"),
    /** Connections cannot be ended. */
    DIAG_DESTROY_MISSING(
            "diag-destroy-missing",
            "breakConnections is wanted, and the kernel has no CONFIG_INET_DIAG_DESTROY",
            "connections on the addresses stay when the role is given away, and clients wait for an answer"),
    /** A container with a network of its own. */
    CONTAINER_NETWORK(
            "container-network",
            "the process is in a container whose network is not that of the host",
            "the virtual address is one of the container network: hosts on the LAN can neither reach it nor hear VRRP"),
    /** systemd-networkd removes addresses. */
    NETWORKD_ADDRESSES(
            "networkd-addresses",
            "systemd-networkd manages an interface, without KeepConfiguration",
            "it removes addresses that it did not configure when it is restarted or configures the link again; they are bound"
                    + " again at once, but connections may notice"),
    /** systemd-networkd removes routes. */
    NETWORKD_ROUTES(
            "networkd-routes",
            "systemd-networkd runs, and removes routes and rules that it did not configure",
            "virtual routes and rules are lost when it is restarted or configures a link"),
    /** NetworkManager removes addresses. */
    NETWORK_MANAGER(
            "network-manager",
            "NetworkManager manages an interface",
            "it removes addresses that it did not configure when the connection is brought up again; they are bound again at"
                    + " once, but connections may notice"),
    /** A clock that is slow to read. */
    SLOW_CLOCK(
            "slow-clock",
            "the clock source is slow",
            "each look at the clock costs microseconds and leaves user mode; an unstable TSC is often why"),
    /** Pauses of the collector. */
    COLLECTOR_PAUSES(
            "collector-pauses",
            "the garbage collector of this JVM may stop it for longer than its peers wait",
            "no advertisement goes out during a pause: a Backup takes over though nothing is broken"),
    /** A heap that the container cannot hold. */
    HEAP_EXCEEDS_LIMIT(
            "heap-exceeds-limit",
            "the largest heap and what a JVM needs beside it exceed the memory limit of the control group",
            "the kernel kills the process when the heap grows to what it was promised"),
    /** Swap. */
    SWAP_IN_USE(
            "swap-in-use",
            "memory is swapped out",
            "a page that has to come back from a disk stops a thread, and in a collection all of them"),
    /** File descriptors. */
    FEW_DESCRIPTORS(
            "few-descriptors",
            "the limit of open files is low",
            "sockets, probes and watched processes need descriptors; without one, checks fail"),
    /** Threads. */
    FEW_TASKS(
            "few-tasks",
            "the limit of processes and threads is nearly reached",
            "checks need threads, scripts processes"),
    /** CPU quota. */
    CPU_THROTTLED(
            "cpu-throttled",
            "the control group was throttled by its CPU quota",
            "all threads stand still for the rest of a period, 100 ms as a rule: advertisements are late"),
    /** One processor. */
    ONE_PROCESSOR(
            "one-processor",
            "there is one processor",
            "a busy application and the collector take turns with the advertisements"),
    /** The port of the watch. */
    PEER_WATCH_PORT(
            "peer-watch-port",
            "another process listens on the port of peerWatch",
            "the death of this process is noticed by its silence only, like that of any other router"),
    /** Something could not be read. */
    UNREADABLE("unreadable", "a file could not be read", "what depends on it was not examined");

    private final String id;
    private final String what;
    private final String why;

    DoctorRule(String id, String what, String why) {
        this.id = id;
        this.what = what;
        this.why = why;
    }

    /** Its name in outputs, {@code no-multicast} for example. */
    public String id() {
        return id;
    }

    /** What is looked for. */
    public String what() {
        return what;
    }

    /** Why it matters. */
    public String why() {
        return why;
    }
}
