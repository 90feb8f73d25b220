/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.HostConfig;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The options that a keepalived.conf has no words for. */
class ProtectionOptionsTest {

    private static final VirtualRouterConfig IPV4 =
            router("four", 10, "198.51.100.10/24").build();
    private static final VirtualRouterConfig IPV6 =
            router("six", 10, "fe80::10").build();
    private static final VirtualRouterConfig WITH_MAC =
            router("mac", 11, "198.51.100.11/24").virtualMac(VirtualMac.DEFAULT).build();

    @TempDir
    private Path directory;

    private static VirtualRouterConfig.Builder router(String name, int vrid, String address) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .address(address);
    }

    private static HostConfig applied(HostConfig file, String... options) {
        return CommandLine.populateCommand(new ProtectionOptions(), options).applyTo(file);
    }

    private static VirtualRouterConfig applied(String... options) {
        return applied(new HostConfig(List.of(IPV4), List.of()), options)
                .routers()
                .get(0);
    }

    @Test
    void withoutOptionsEverythingIsAsTheFileHasIt() {
        HostConfig file = new HostConfig(List.of(IPV4, IPV6, WITH_MAC), List.of(SyncGroup.of("all", "four", "six")));

        assertThat(applied(file)).isEqualTo(file);
    }

    @Test
    void everyOptionSetsItsValue() {
        assertThat(applied(
                        "--binding=PROCESS",
                        "--gate=NFT",
                        "--peer-watch=4711",
                        "--lease=3",
                        "--drain=20",
                        "--break-connections",
                        "--goodbyes=3"))
                .isEqualTo(IPV4.toBuilder()
                        .binding(Binding.PROCESS)
                        .gate(Gate.NFT)
                        .peerWatch(new PeerWatch(4711))
                        .lease(AddressLease.of(Duration.ofSeconds(3)))
                        .release(new ReleaseProfile(Duration.ofSeconds(20), true, 3))
                        .build());
        assertThat(applied("--peer-watch").peerWatch()).contains(PeerWatch.onDefaultPort());
        assertThat(applied("--lease=off").lease()).isEqualTo(AddressLease.off());
        assertThat(applied("--lease=auto").lease()).isEqualTo(AddressLease.auto());
    }

    @Test
    void bindingProcessIsForTheRoutersThatCanHaveIt() {
        HostConfig file = new HostConfig(List.of(IPV4, IPV6), List.of());

        assertThat(applied(file, "--binding=PROCESS").routers())
                .containsExactly(IPV4.toBuilder().binding(Binding.PROCESS).build(), IPV6);
        assertThat(applied(new HostConfig(List.of(WITH_MAC), List.of()), "--binding=PROCESS")
                        .routers())
                .containsExactly(WITH_MAC);
    }

    @Test
    void leaseThatIsNoLongerThanTheIntervalIsRefused() {
        VirtualRouterConfig slow =
                IPV4.toBuilder().advertisementInterval(Duration.ofSeconds(5)).build();

        assertThatThrownBy(() -> applied(new HostConfig(List.of(slow), List.of()), "--lease=2"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lease");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --binding x       | expected one of [INTERFACE, PROCESS] (case-insensitive) but was 'x'
            --gate iptables   | expected one of [NONE, NFT] (case-insensitive) but was 'iptables'
            --peer-watch 0    | peerWatch port must be 1..65535: 0
            --peer-watch p    | must be a port, 1..65535: 'p'
            --lease never     | must be auto, off or whole seconds from 1 to 3600: 'never'
            --lease 0         | lease must be whole seconds from 1 to 3600
            --drain 3601      | release drain must be 0..3600 s
            --drain x         | must be whole seconds from 0 to 3600: 'x'
            --goodbyes 11     | release goodbyes must be 1..10: 11
            --goodbyes many   | must be a number from 1 to 10: 'many'
            """)
    void wrongValueIsWrongUsageAndTellsTheRule(String options, String rule) {
        RunningVipd vipd = RunningVipd.withoutPlatform();
        String[] given = ("run -f " + directory.resolve("x") + " " + options).split(" ", -1);

        assertThat(vipd.execute(given)).isEqualTo(64);
        assertThat(vipd.err()).startsWith("vipd run: ").contains(rule);
    }
}
