/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.ffi.NetworkNamespace;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import io.vip4j.linux.net.GateLeftovers;
import io.vip4j.linux.net.NftGate;
import io.vip4j.linux.net.PlatformThreads;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.vrrp.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gates of real addresses, seen by another host and by the nft program. */
@LabTest
class GateLabTest {

    private static final String VIP = "198.51.100.10";
    private static final String VIP6 = "2001:db8::10";
    private static final String LINK_LOCAL_VIP = "fe80::10";
    private static final List<IpAddress> BOTH = List.of(IpAddress.parse(VIP), IpAddress.parse(VIP6));
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final long LATENESS_MILLIS = 1000;

    private static final String GRATUITOUS_ARP = """
            import socket, sys
            mac = bytes.fromhex(sys.argv[1].replace(':', ''))
            ip = socket.inet_aton(sys.argv[2])
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            s.bind(('eth0', 0))
            s.send(b'\\xff' * 6 + mac + bytes.fromhex('08060001080006040001') + mac + ip + b'\\0' * 6 + ip)
            """;

    private final Lab lab = new Lab();
    private final Lab.Node host = lab.node("198.51.100.1/24");
    private final Lab.Node client = lab.node("198.51.100.2/24");
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final NftGate gate = gate(5);

    private NetlinkConnection connection(String thread) {
        NetworkNamespace namespace = NetworkNamespace.open(host.file());
        opened.add(namespace);
        NetlinkConnection connection =
                NetlinkConnection.open(new PlatformThreads(Optional.of(namespace)).named(thread));
        opened.add(0, connection);
        return connection;
    }

    private NftGate gate(int slot) {
        NftGate made = new NftGate(connection("gate-" + slot), () -> slot);
        opened.add(0, made);
        return made;
    }

    private void removeLeftoversOf(int slot) {
        done(connection("sweep-" + slot).submit(exchange -> {
            GateLeftovers leftovers = new GateLeftovers();
            assertThat(leftovers.slots(exchange)).contains(slot, 5);
            assertThat(leftovers.remove(exchange, slot)).containsExactly("nftables vip4j-" + slot);
        }));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
        lab.close();
    }

    @Test
    void nothingPassesWhileItIsShutAndEverythingWhileItIsOpen() {
        addresses();
        assertThat(reached()).containsExactly(VIP, VIP6, LINK_LOCAL_VIP);

        List<IpAddress> all = List.of(BOTH.get(0), BOTH.get(1), IpAddress.parse(LINK_LOCAL_VIP));
        done(gate.guard(all));
        forget();
        assertThat(reached()).isEmpty();
        assertThat(client.run("ip", "neigh", "show", VIP, "dev", "eth0")).doesNotContain("lladdr");
        assertThat(client.run("ip", "neigh", "show", VIP6, "dev", "eth0")).doesNotContain("lladdr");
        assertThat(reaches(client, "198.51.100.1")).as("its own address").isTrue();

        done(gate.open(all, LONG));
        forget();
        assertThat(reached()).containsExactly(VIP, VIP6, LINK_LOCAL_VIP);

        done(gate.shut(all));
        assertThat(reached()).as("also for whoever knows its station").isEmpty();

        done(gate.open(all.subList(1, 2), LONG));
        assertThat(reached()).containsExactly(VIP6);
    }

    @Test
    void whatComesFromItIsDroppedToo() {
        addresses();
        done(gate.guard(BOTH));

        assertThat(reaches(host, "-I", VIP, "198.51.100.2")).isFalse();
        assertThat(client.run("ip", "neigh", "show", VIP, "dev", "eth0"))
                .as("no ARP in its name")
                .isEmpty();
        assertThat(reaches(host, "-I", "198.51.100.1", "198.51.100.2")).isTrue();

        done(gate.open(BOTH, LONG));
        assertThat(reaches(host, "-I", VIP, "198.51.100.2")).isTrue();
    }

    @Test
    void hostWithoutTheAddressReachesTheOneThatHasIt() {
        client.run("ip", "addr", "add", VIP + "/24", "dev", "eth0");
        client.addIpv6(VIP6 + "/64");
        host.addIpv6("2001:db8::1/64");
        done(gate.guard(BOTH));

        assertThat(reaches(host, VIP)).isTrue();
        assertThat(reaches(host, VIP6)).isTrue();
        host.run("ip", "neigh", "flush", "dev", "eth0");
        host.run("ip", "neigh", "add", VIP, "lladdr", "02:00:00:00:00:99", "dev", "eth0", "nud", "stale");
        client.run("python3", "-c", GRATUITOUS_ARP, client.mac(), VIP);
        await().untilAsserted(() -> assertThat(host.run("ip", "neigh", "show", VIP, "dev", "eth0"))
                .as("a station that says that it is there is heard")
                .contains(client.mac()));
    }

    @Test
    void shutsByItselfWhenItsTimeIsOver() {
        addresses();
        done(gate.guard(BOTH));
        client.run("ip", "neigh", "replace", VIP, "lladdr", host.mac(), "dev", "eth0");
        await().until(() -> {
            done(gate.open(BOTH, SHORT));
            return reaches(client, VIP);
        });
        done(gate.open(BOTH, LONG));
        done(gate.open(BOTH, SHORT));
        long openedAt = System.nanoTime();
        // It was open at some time after an attempt that succeeds began; how long the attempt takes says nothing.
        for (long begunAt = openedAt; reaches(client, VIP); begunAt = System.nanoTime()) {
            assertThat(Duration.ofNanos(begunAt - openedAt).toMillis())
                    .as("the last time that was given counts")
                    .isLessThan(SHORT.toMillis() + LATENESS_MILLIS);
        }
    }

    @Test
    void renewalsKeepItOpenBeyondTheFirstTime() {
        addresses();
        done(gate.guard(BOTH));
        long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        Duration time = Duration.ofSeconds(1);
        done(gate.open(BOTH, time));
        client.run("ip", "neigh", "replace", VIP, "lladdr", host.mac(), "dev", "eth0");
        while (System.nanoTime() - until < 0) {
            long openedAt = System.nanoTime();
            done(gate.open(BOTH, time));
            boolean reached = reaches(client, VIP);
            // An attempt that took longer than that may have come to a gate that was shut again, and rightly.
            if (System.nanoTime() - openedAt < time.toNanos()) {
                assertThat(reached).isTrue();
            }
        }
    }

    @Test
    void tablesAreMadeWithTheFirstAddressAndRemovedWithTheLast() {
        assertThat(tables()).isEmpty();
        done(gate.guard(BOTH));
        assertThat(tables()).containsExactlyInAnyOrder("table inet vip4j-5", "table arp vip4j-5");

        done(gate.unguard(BOTH.subList(0, 1)));
        assertThat(elements("guarded4")).isEmpty();
        assertThat(elements("guarded6")).contains(VIP6);

        done(gate.unguard(BOTH));
        assertThat(tables()).isEmpty();
    }

    @Test
    void gatesOfTwoProcessesDoNotDisturbEachOtherNorThoseOfOthers() {
        addresses();
        host.run("nft", "add table inet vip4j-x; add table inet filter; add table ip vip4j-064");
        NftGate other = gate(6);
        done(gate.guard(BOTH.subList(0, 1)));
        done(other.guard(BOTH.subList(1, 2)));
        done(gate.open(BOTH, LONG));
        assertThat(reached()).containsExactly(VIP, LINK_LOCAL_VIP);

        done(gate.unguard(BOTH));
        assertThat(reached()).containsExactly(VIP, LINK_LOCAL_VIP);
        done(other.unguard(BOTH));
        assertThat(tables()).containsExactlyInAnyOrder("table inet vip4j-x", "table inet filter", "table ip vip4j-064");
    }

    @Test
    void tablesThatSomebodyRemovesAreMadeAgainWithWhatWasInThem() {
        addresses();
        done(gate.guard(BOTH));
        done(gate.open(BOTH, LONG));
        host.run("nft", "flush", "ruleset");

        done(gate.open(BOTH.subList(0, 1), LONG));

        assertThat(elements("guarded6")).contains(VIP6);
        assertThat(elements("open6")).contains(VIP6);
        done(gate.shut(BOTH));
        assertThat(reached()).containsExactly(LINK_LOCAL_VIP);
    }

    @Test
    void manyAddressesGoInPortions() {
        List<IpAddress> many = IntStream.range(0, 700)
                .mapToObj(i -> IpAddress.ofIpv4(0xC6120000 + i))
                .toList();
        done(gate.guard(many));
        done(gate.open(many, LONG));
        assertThat(elements("open4").split("expires", -1)).hasSize(701);
        host.run("nft", "flush", "ruleset");
        done(gate.shut(many));
        assertThat(elements("guarded4").split(",", -1)).hasSize(700);
        assertThat(elements("open4")).isEmpty();
    }

    @Test
    void processThatIsKilledLeavesItShutAndTheNextOneSweepsIt() throws Exception {
        addresses();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        host.file().toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().lines().anyMatch("OPEN"::equals)).isTrue();
            forget();
            assertThat(reaches(client, VIP)).isTrue();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        await().until(() -> !reached().contains(VIP));
        assertThat(reached()).as("for ever").containsExactly(VIP6, LINK_LOCAL_VIP);

        host.run("nft", "add table inet vip4j-64; add table inet vip4j-07; add table inet vip4j-7");
        done(gate.guard(BOTH.subList(1, 2)));
        removeLeftoversOf(9);
        assertThat(tables())
                .containsExactlyInAnyOrder(
                        "table inet vip4j-64",
                        "table inet vip4j-07",
                        "table inet vip4j-7",
                        "table inet vip4j-5",
                        "table arp vip4j-5");
        forget();
        assertThat(reached()).containsExactly(VIP, LINK_LOCAL_VIP);
        removeLeftoversOf(7);
        assertThat(tables())
                .containsExactlyInAnyOrder(
                        "table inet vip4j-64", "table inet vip4j-07", "table inet vip4j-5", "table arp vip4j-5");
    }

    /** Opens a gate for a second, again and again, until it is killed. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws Exception {
            NetworkNamespace namespace = NetworkNamespace.open(Path.of(arguments[0]));
            NetlinkConnection connection =
                    NetlinkConnection.open(new PlatformThreads(Optional.of(namespace)).named("gate"));
            NftGate gate = new NftGate(connection, () -> 9);
            List<IpAddress> guarded = BOTH.subList(0, 1);
            done(gate.guard(guarded));
            for (boolean told = false; ; told = true) {
                done(gate.open(guarded, Duration.ofSeconds(2)));
                if (!told) {
                    System.out.println("OPEN");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    @Test
    void openingWhatIsNotGuardedOrTooShortDoesNothing() {
        done(gate.open(BOTH, LONG));
        done(gate.shut(BOTH));
        done(gate.unguard(BOTH));
        assertThat(tables()).isEmpty();
        done(gate.guard(BOTH));
        done(gate.open(BOTH, Duration.ofMillis(1)));
        assertThat(elements("open4")).isEmpty();
    }

    @Test
    void slotThatCannotBeHadRefusesTheGuard() {
        NftGate refused = gate(64);
        assertThatThrownBy(() -> done(refused.guard(BOTH))).hasMessageContaining("slot must be 0..63: 64");
        assertThat(tables()).isEmpty();
    }

    private void addresses() {
        host.run("ip", "addr", "add", VIP + "/24", "dev", "eth0");
        host.addIpv6(VIP6 + "/64");
        host.addIpv6(LINK_LOCAL_VIP + "/64");
        client.addIpv6("2001:db8::2/64");
    }

    private void forget() {
        client.run("ip", "neigh", "flush", "dev", "eth0");
    }

    private List<String> reached() {
        List<String> reached = new ArrayList<>();
        for (String address : List.of(VIP, VIP6, LINK_LOCAL_VIP)) {
            if (reaches(client, address.startsWith("fe80") ? address + "%eth0" : address)) {
                reached.add(address);
            }
        }
        return reached;
    }

    private static boolean reaches(Lab.Node from, String... address) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name(from)));
        command.addAll(List.of("ping", "-n", "-c", "2", "-i", "0.2", "-W", "0.3"));
        command.addAll(List.of(address));
        return Shell.tryRun(command).status() == 0;
    }

    private static String name(Lab.Node node) {
        return node.file().getFileName().toString();
    }

    private List<String> tables() {
        return host.run("nft", "list", "tables").lines().sorted().toList();
    }

    /** The elements of a set of the own inet table. */
    private String elements(String set) {
        String listed = host.run("nft", "list", "set", "inet", "vip4j-5", set);
        int start = listed.indexOf("elements = {");
        return start < 0
                ? ""
                : listed.substring(start, listed.indexOf('}', start)).strip();
    }

    private static void done(CompletionStage<Void> operation) {
        operation.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
