/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Contest;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.InitialState;
import io.vip4j.health.NamedCheck;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code NAME.conf} has a {@code NAME.expected}. After a wanted change write them anew with
 * {@code -Dvip4j.rewrite=true} and read the difference.
 */
class KeepalivedGoldenTest {

    static final Path DIRECTORY = Path.of("src/test/resources/keepalived");

    private static final boolean WRITE = Boolean.getBoolean("vip4j.rewrite");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> name.substring(0, name.length() - ".conf".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void fileGivesTheExpectedDiagnosticsAndRouters(String name) throws IOException {
        Path expected = DIRECTORY.resolve(name + ".expected");
        String actual = describe(KeepalivedConfig.parse(
                name + ".conf", Files.readString(DIRECTORY.resolve(name + ".conf")), Options.withConfigId("main")));

        if (WRITE) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @Test
    void thereAreGoldenFilesWithAndWithoutErrors() throws IOException {
        List<Boolean> errors = names().stream()
                .map(name ->
                        KeepalivedConfig.load(DIRECTORY.resolve(name + ".conf")).hasErrors())
                .distinct()
                .toList();

        assertThat(errors).containsExactlyInAnyOrder(true, false);
    }

    private static String describe(KeepalivedConfig config) {
        StringBuilder text = new StringBuilder();
        config.diagnostics().forEach(diagnostic -> text.append(diagnostic).append('\n'));
        text.append("start: ").append(config.hasErrors() ? "no" : "yes").append('\n');
        config.routerId().ifPresent(id -> text.append("router_id: ").append(id).append('\n'));
        config.routers().forEach(router -> text.append(describe(router)));
        config.hostConfig()
                .groups()
                .forEach(group -> text.append("\ngroup ")
                        .append(group.name())
                        .append("\n  members ")
                        .append(group.members())
                        .append(unless(List.of(), "tracked", group.trackedInterfaces()))
                        .append(checks(group.checks()))
                        .append('\n'));
        new TreeMap<>(config.eventCommands())
                .forEach((name, commands) -> text.append("\ncommands of ")
                        .append(name)
                        .append("\n  ")
                        .append(commands)
                        .append('\n'));
        config.groupCommands()
                .forEach(each -> text.append("\ncommands of group ")
                        .append(each.group().name())
                        .append("\n  ")
                        .append(each.commands())
                        .append('\n'));
        config.initialFiles().forEach(file -> text.append('\n').append(file).append('\n'));
        return text.toString();
    }

    private static String checks(List<NamedCheck> checks) {
        return checks.stream()
                .map(each -> "\n  check " + each.name() + ": " + each.onFailure() + ", "
                        + each.check().source().description() + " "
                        + each.check().pace()
                        + unless(
                                "1/1",
                                "rise/fall",
                                each.check().rise() + "/" + each.check().fall())
                        + unless(
                                InitialState.UNDECIDED,
                                "initially",
                                each.check().initialState()))
                .collect(Collectors.joining());
    }

    private static String describe(VirtualRouterConfig router) {
        AnnouncementProfile announcements = router.announcements();
        AnnouncementProfile usual = AnnouncementProfile.DEFAULT;
        return "\nrouter " + router.name()
                + "\n  interface " + router.networkInterface()
                + unless(AddressFamily.IPV4, "family", router.family())
                + "\n  version " + router.version().number()
                + "\n  vrid " + router.vrid()
                + "\n  priority " + router.priority()
                + "\n  interval " + router.advertisementInterval()
                + "\n  preempt " + router.preemption().enabled()
                + unless(Duration.ZERO, "preempt delay", router.preemption().delay())
                + unless(Timing.DEFAULT, "timing", router.timing())
                + unless(Contest.DEFAULT, "contest", router.contest())
                + unless(Transport.MULTICAST, "transport", router.transport())
                + unless(Optional.empty(), "source", router.sourceAddress())
                + "\n  addresses " + router.addresses()
                + unless(List.of(), "excluded", router.excludedAddresses())
                + router.allAddresses().stream()
                        .filter(address -> !address.options().equals(AddressOptions.NONE))
                        .map(address -> "\n  options of " + address + " " + address.options())
                        .collect(Collectors.joining())
                + router.routes().stream().map(route -> "\n  route " + route).collect(Collectors.joining())
                + router.rules().stream().map(rule -> "\n  rule " + rule).collect(Collectors.joining())
                + unless(Optional.empty(), "virtual mac", router.virtualMac())
                + "\n  password " + router.password().isPresent()
                + "\n  checksum " + router.checksum()
                + "\n  announcements " + announcements.burst() + ", again after " + announcements.secondBurstAfter()
                + unless(
                        usual.contestedBurst() + ", again after " + usual.contestedSecondBurstAfter(),
                        "contested",
                        announcements.contestedBurst() + ", again after " + announcements.contestedSecondBurstAfter())
                + unless(
                        usual.refreshBurst() + " every " + usual.refreshEvery(),
                        "refresh",
                        announcements.refreshBurst() + " every " + announcements.refreshEvery())
                + unless(usual.spacing(), "spacing", announcements.spacing())
                + "\n  lease " + router.lease()
                + unless(List.of(), "tracked", router.trackedInterfaces())
                + unless(true, "own interface", router.tracksOwnInterface())
                + checks(router.checks()) + "\n";
    }

    /** A line for what is not as usual. */
    private static String unless(Object usual, String name, Object value) {
        return value.equals(usual) ? "" : "\n  " + name + " " + value;
    }
}
