/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.health.Pace;
import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The settings of docs/configuration.md and their defaults, which are a promise: each is what the builder gives, and what is said. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final Pattern NAME = Pattern.compile("`([a-zA-Z0-9]+)`");

    /** Other words for settings of the table. */
    private static final Set<String> SHORTHANDS =
            Set.of("name", "family", "preempt", "addresses", "excludedAddresses", "tracksOwnInterface");

    private static final VirtualRouterConfig LEAST = VirtualRouterConfig.builder("web")
            .networkInterface("eth0")
            .vrid(10)
            .address("192.0.2.1/24")
            .build();

    private final Map<String, String> documented = new TreeMap<>();

    ConfigurationDocumentTest() throws IOException {
        String text = Files.readString(DOCUMENT);
        text.substring(text.indexOf("\n## Settings\n"), text.indexOf("\n## Health\n"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> NAME.matcher(cells[1])
                        .results()
                        .map(name -> name.group(1))
                        .forEach(name -> documented.put(name, cells[3].strip())));
    }

    @Test
    void everySettingOfTheBuilderIsInTheTableAndNothingElse() {
        Set<String> settings = Stream.of(VirtualRouterConfig.Builder.class.getMethods())
                .filter(method -> method.getReturnType() == VirtualRouterConfig.Builder.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        settings.removeAll(SHORTHANDS);
        assertThat(documented.keySet()).isEqualTo(settings);
    }

    private record Default(String setting, String said, Object is, Object promised) {}

    @TestFactory
    Stream<DynamicTest> defaultsAreWhatIsSaid() {
        HealthCheck check = HealthCheck.tcp("192.0.2.1", 80);
        Quorum quorum = Quorum.of(gate());
        Duration none = Duration.ZERO;
        return Stream.of(
                        new Default("excludedAddress", "none", LEAST.excludedAddresses(), List.of()),
                        new Default("route", "none", LEAST.routes(), List.of()),
                        new Default("rule", "none", LEAST.rules(), List.of()),
                        new Default("priority", "100", LEAST.priority(), new Priority(100)),
                        new Default("version", "V3", LEAST.version(), VrrpVersion.V3),
                        new Default("alsoVersion2", "false", LEAST.alsoVersion2(), false),
                        new Default(
                                "advertisementInterval",
                                "1 s",
                                LEAST.advertisementInterval(),
                                new AdvertisementInterval(100)),
                        new Default("preemption", "immediate", LEAST.preemption(), new Preemption(true, none)),
                        new Default(
                                "timing",
                                "3, none",
                                LEAST.timing(),
                                new Timing(3, none, none, none, none, Duration.ofHours(1))),
                        new Default(
                                "transport", "multicast", LEAST.transport(), new Transport.Multicast(Optional.empty())),
                        new Default("sourceAddress", "primary, or link-local", LEAST.sourceAddress(), Optional.empty()),
                        new Default("password", "none", LEAST.password(), Optional.empty()),
                        new Default("checksum", "PSEUDO_HEADER", LEAST.checksum(), ChecksumChoice.PSEUDO_HEADER),
                        new Default("contest", "both", LEAST.contest(), new Contest(true, true)),
                        new Default(
                                "announcements",
                                "5, 5 s, again 5 when contested, repetitions 0.5 ms apart",
                                LEAST.announcements(),
                                new AnnouncementProfile(
                                        5,
                                        Duration.ofSeconds(5),
                                        5,
                                        Duration.ofSeconds(5),
                                        none,
                                        1,
                                        Duration.ofNanos(500_000),
                                        AnnouncementProfile.Form.REQUEST,
                                        Optional.empty())),
                        new Default("virtualMac", "none", LEAST.virtualMac(), Optional.empty()),
                        new Default("lease", "auto (2 s at 1 s interval)", LEAST.lease(), AddressLease.auto()),
                        new Default("binding", "INTERFACE", LEAST.binding(), Binding.INTERFACE),
                        new Default("gate", "NONE", LEAST.gate(), Gate.NONE),
                        new Default("peerWatch", "none", LEAST.peerWatch(), Optional.empty()),
                        new Default("quorum", "none; 10 s, KEEP_UNTIL_EXPIRY", LEAST.quorum(), Optional.empty()),
                        new Default(
                                "quorum",
                                "none; 10 s, KEEP_UNTIL_EXPIRY",
                                quorum,
                                new Quorum(quorum.gate(), Duration.ofSeconds(10), OnStoreLoss.KEEP_UNTIL_EXPIRY)),
                        new Default(
                                "release",
                                "5 s, no, 1",
                                LEAST.release(),
                                new ReleaseProfile(Duration.ofSeconds(5), false, 1)),
                        new Default(
                                "check",
                                "1 s, 1 s, 1, 1, undecided, none",
                                check,
                                new HealthCheck(
                                        check.source(),
                                        new Pace(
                                                Duration.ofSeconds(1),
                                                Duration.ofSeconds(1),
                                                Optional.empty(),
                                                Optional.empty(),
                                                0),
                                        1,
                                        1,
                                        InitialState.UNDECIDED,
                                        Optional.empty())),
                        new Default("keepWhenAllBad", "false", LEAST.keepWhenAllBad(), false))
                .map(row -> DynamicTest.dynamicTest(row.setting() + " " + row.said(), () -> {
                    assertThat(documented).containsEntry(row.setting(), row.said());
                    assertThat(row.is()).isEqualTo(row.promised());
                }));
    }

    /** Of the settings with a row, those without a default are required. */
    @Test
    void whatHasNoDefaultIsSaidToBeRequired() {
        assertThat(documented.entrySet().stream()
                        .filter(row -> row.getValue().startsWith("required"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("networkInterface", "vrid", "address");
    }

    @Test
    void theLeaseAtOneSecondIsTheOneThatIsSaid() {
        assertThat(LEAST.lease().lifetime(LEAST.advertisementInterval(), 3)).contains(Duration.ofSeconds(2));
    }

    /** One that nobody asks. */
    private static QuorumGate gate() {
        return (QuorumGate) Proxy.newProxyInstance(
                QuorumGate.class.getClassLoader(), new Class<?>[] {QuorumGate.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method + Arrays.toString(arguments));
                });
    }
}
