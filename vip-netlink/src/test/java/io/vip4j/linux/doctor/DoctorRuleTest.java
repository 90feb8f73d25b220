/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.HostConfig;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.doctor.DoctorExamples.Example;
import io.vip4j.linux.doctor.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each rule finds its host and is silent on the other one; docs/doctor.md shows them. */
class DoctorRuleTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "doctor.md");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> everyRuleFindsItsExampleAndNotTheOther() {
        return DoctorExamples.all().stream()
                .map(example -> DynamicTest.dynamicTest(example.rule().id(), () -> {
                    assertThat(rules(sick(example))).contains(example.rule());
                    assertThat(rules(well(example))).doesNotContain(example.rule());
                }));
    }

    @Test
    void everyRuleHasAnExample() {
        assertThat(DoctorExamples.all().stream().map(Example::rule)).containsExactlyInAnyOrder(DoctorRule.values());
    }

    @Test
    void nothingIsFoundOnAFitHost() {
        assertThat(host("fit").findings()).isEmpty();
    }

    @Test
    void theCommittedDocumentIsTheGeneratedOne() throws IOException {
        String generated = DoctorDocument.markdown(directory);
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.writeString(DOCUMENT, generated);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/doctor.md; rewrite it with -Dvip4j.rewrite=true")
                .isEqualTo(generated);
    }

    @Test
    void theWorstComesFirst() {
        List<Finding> findings = host("mixed")
                .jvm(1, 256, "G1 Young Generation")
                .capabilities("0000000000001000")
                .file("/sys/fs/cgroup/system.slice/vipd.service/cpu.stat", "nr_throttled 3\n")
                .findings();
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING, Severity.NOTE);
    }

    @Test
    void aMissingCapabilityTellsWhereItStops() {
        assertThat(host("none").capabilities("0000000000000000").findings())
                .extracting(Finding::seen)
                .containsExactly(
                        "CAP_NET_RAW is not effective: not permitted, not ambient, in the bounding set, NoNewPrivs=1, uid 998",
                        "CAP_NET_ADMIN is not effective: not permitted, not ambient, in the bounding set, NoNewPrivs=1, uid"
                                + " 998");
    }

    @Test
    void inAContainerTheFixIsThatOfAContainer() {
        FakeHost host = host("container")
                .capabilities("0000000000001000")
                .file("/proc/1/cgroup", "0::/kubepods.slice/kubepods-pod1.slice\n");
        assertThat(host.findings())
                .singleElement()
                .extracting(Finding::fix)
                .asString()
                .startsWith("docker run --cap-add NET_RAW");
    }

    @Test
    void anOldKernelIsWorseWithoutALease() {
        assertThat(DoctorExamples.oldKernelWithoutLease(host("old")).findings())
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void whatIsNotKnownOfTheKernelIsANote() {
        FakeHost host = host("kernel")
                .router(router -> router.gate(Gate.NFT).release(ReleaseProfile.DEFAULT.breakConnections(true)));
        assertThat(host.findings())
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(
                        tuple(DoctorRule.NF_TABLES_MISSING, Severity.NOTE),
                        tuple(DoctorRule.DIAG_DESTROY_MISSING, Severity.NOTE));
    }

    @Test
    void arpIgnoreCountsAsTheKernelCountsIt() {
        assertThat(arpIgnored("interface-1", 1, Binding.INTERFACE, "198.51.100.222/32"))
                .isFalse();
        assertThat(arpIgnored("interface-2", 2, Binding.INTERFACE, "198.51.100.222/24"))
                .isFalse();
        assertThat(arpIgnored("interface-2-32", 2, Binding.INTERFACE, "198.51.100.222/32"))
                .isTrue();
        assertThat(arpIgnored("interface-3", 3, Binding.INTERFACE, "198.51.100.222/32"))
                .isFalse();
        assertThat(arpIgnored("interface-8", 8, Binding.INTERFACE, "198.51.100.222/24"))
                .isTrue();
        assertThat(arpIgnored("process-0", 0, Binding.PROCESS, "198.51.100.222/24"))
                .isFalse();
        assertThat(arpIgnored("process-2", 2, Binding.PROCESS, "198.51.100.222/24"))
                .isTrue();
        assertThat(arpIgnored("process-3", 3, Binding.PROCESS, "198.51.100.222/24"))
                .isFalse();
    }

    private boolean arpIgnored(String name, int value, Binding binding, String address) {
        FakeHost host = host(name)
                .file("/dev/net/tun", "")
                .sysctl("ipv4", "arp_ignore", 0, value)
                .router(router -> router.binding(binding).addresses(List.of()).address(address));
        return rules(host.findings()).contains(DoctorRule.ARP_IGNORE);
    }

    @Test
    void eachCollectorHasItsFloorAtTheHeapThatWasMeasured() {
        Map<String, Collector> beans = Map.of(
                "Copy", Collector.SERIAL,
                "PS Scavenge", Collector.PARALLEL,
                "G1 Young Generation", Collector.G1,
                "ZGC Cycles", Collector.ZGC,
                "ZGC Minor Cycles", Collector.ZGC,
                "Shenandoah Pauses", Collector.SHENANDOAH);
        beans.forEach((bean, collector) -> {
            int floor = floorMillis(collector.worstPause(2L << 30));
            assertThat(pauses(bean + floor, floor, 2048, bean)).as(bean).isFalse();
            assertThat(floor == 10 || pauses(bean + "below", floor - 10, 2048, bean))
                    .as(bean)
                    .isTrue();
        });
        assertThat(pauses("epsilon", 10, 2048, "Epsilon Heap")).isFalse();
    }

    /** The shortest interval two of which are as long as the pause: one advertisement was due, and three may be missed. */
    private static int floorMillis(Duration pause) {
        return (int) ((pause.toMillis() + 19) / 20 * 10);
    }

    @Test
    void whatStopsEverythingToCollectItStopsForLongerWithALargerHeap() {
        int serial = floorMillis(Collector.SERIAL.worstPause(2L << 30));
        assertThat(pauses("serial-large", serial, 4096, "Copy")).isTrue();
        assertThat(pauses("serial-small", serial - 10, 1024, "Copy")).isFalse();
        int g1 = floorMillis(Collector.G1.worstPause(2L << 30));
        assertThat(pauses("g1-large", g1, 4096, "G1 Young Generation")).isFalse();
        assertThat(pauses("g1-small", g1 - 10, 1024, "G1 Young Generation")).isFalse();
    }

    private boolean pauses(String name, int intervalMillis, long heapMebi, String collector) {
        FakeHost host = host(name)
                .jvm(4, heapMebi, collector)
                .router(router -> router.advertisementInterval(Duration.ofMillis(intervalMillis)));
        return rules(host.findings()).contains(DoctorRule.COLLECTOR_PAUSES);
    }

    @Test
    void limitsOfTheOlderControlGroupsCountToo() {
        FakeHost host = host("older")
                .file("/proc/self/cgroup", "4:memory:/docker/abc\n3:cpu,cpuacct:/\n0::/\n")
                .file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "134217728\n")
                .file("/sys/fs/cgroup/cpu/cpu.stat", "nr_throttled 1\n");
        assertThat(rules(host.findings())).containsExactly(DoctorRule.HEAP_EXCEEDS_LIMIT, DoctorRule.CPU_THROTTLED);
    }

    @Test
    void nothingElseIsExaminedOnAnotherOperatingSystem() {
        assertThat(rules(host("other")
                        .system("Windows 11", "amd64", "10.0")
                        .capabilities("0")
                        .findings()))
                .containsExactly(DoctorRule.NOT_LINUX);
    }

    @Test
    void aFileThatIsNotUnderstoodHidesNothingElse() {
        FakeHost host = host("strange")
                .file("/proc/swaps", "Filename Type Size Used Priority\n/swap file large some -2\n")
                .file("/proc/sys/net/ipv4/ip_nonlocal_bind", "0\n");
        assertThat(rules(host.findings())).containsExactly(DoctorRule.NONLOCAL_BIND, DoctorRule.UNREADABLE);
    }

    @Test
    void anEmptyHostFailsNothing() {
        Host empty = new Host(
                new HostFiles(directory.resolve("empty")),
                new OperatingSystem("Linux", "amd64", ""),
                List.of(),
                new JvmFacts(List.of(), 1, 2),
                wanted -> new Firewall.Rules(List.of(), Optional.of("not read here")));
        List<Finding> findings = Examinations.of(
                empty,
                new HostConfig(
                        List.of(VirtualRouterConfig.builder("web")
                                .networkInterface("eth0")
                                .vrid(1)
                                .address("198.51.100.222/24")
                                .build()),
                        List.of()));
        assertThat(rules(findings)).containsExactly(DoctorRule.INTERFACE_MISSING, DoctorRule.FIREWALL_UNREAD);
    }

    private FakeHost host(String name) {
        return new FakeHost(directory.resolve(name));
    }

    private List<Finding> sick(Example example) {
        return example.sick().apply(host(example.rule().id() + "-sick")).findings();
    }

    private List<Finding> well(Example example) {
        return example.well().apply(host(example.rule().id() + "-well")).findings();
    }

    private static List<DoctorRule> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).toList();
    }
}
