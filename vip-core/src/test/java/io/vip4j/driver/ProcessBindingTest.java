/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.Binding;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.VipState;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessDevices;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.Vrid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Addresses that are on a device which ends with the process. */
class ProcessBindingTest {

    private static final String TEXT = "198.51.100.221";
    private static final IpAddress ADDRESS = IpAddress.parse(TEXT);
    private static final IpAddress IPV6 = IpAddress.parse("2001:db8::221");
    private static final IpAddress ELSEWHERE = IpAddress.parse("203.0.113.221");
    private static final VirtualRoute ROUTE =
            VirtualRoute.via(IpPrefix.parse("192.0.2.0/24"), IpAddress.parse("198.51.100.9"));

    private final HostBench a = new HostBench();

    private static VirtualRouterConfig.Builder bound(String... addresses) {
        return router("web", 10, addresses).binding(Binding.PROCESS);
    }

    @Test
    void onlyIpv4AddressesWithoutInterfaceOfTheirOwnAreOnTheDevice() {
        a.node.addInterface("eth1");
        a.apply(bound(TEXT + "/24")
                .excludedAddress(VirtualAddress.parse("2001:db8::221/64"))
                .excludedAddress(VirtualAddress.parse("203.0.113.221/24").with(AddressOptions.NONE.on("eth1")))
                .route(ROUTE)
                .build());
        a.runSeconds(5);

        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.node.holds("vip4j.10", ADDRESS)).isTrue();
        assertThat(a.node.holds("eth0", ADDRESS)).isFalse();
        assertThat(a.node.holds("eth0", IPV6)).isTrue();
        assertThat(a.node.holds("eth1", ELSEWHERE)).isTrue();
        assertThat(a.node.routes()).containsExactly(ROUTE);

        a.apply();
        assertThat(a.node.interfaceNames()).containsExactly("eth0", "eth1");
        assertThat(a.holds(TEXT)).isFalse();
        assertThat(a.words).last().isEqualTo("advertise(0)");
    }

    @Test
    void homeTellsFormPlaceAndNeighbours() {
        VirtualRouterConfig config = bound(TEXT + "/24").build();
        Home home = Home.onDevice(config, "vip4j.10");
        VirtualAddress onDevice = new VirtualAddress(ADDRESS, 32, AddressOptions.NONE.scope(AddressScope.LINK));

        assertThat(Holdings.of(config, home))
                .isEqualTo(new Holdings(Map.of("vip4j.10", List.of(onDevice)), "eth0", List.of(), List.of()));
        assertThat(home.places(config.allAddresses())).containsExactly(new Place("eth0", ADDRESS));
        assertThat(home.formOf(VirtualAddress.parse(TEXT + "/24").with(AddressOptions.NONE.scope(AddressScope.SITE))))
                .isEqualTo(new VirtualAddress(ADDRESS, 32, AddressOptions.NONE.scope(AddressScope.SITE)));
    }

    @Test
    void addressIsGoneInTheMomentInWhichTheProcessDies() {
        a.apply(bound(TEXT).build());
        a.runSeconds(5);
        assertThat(a.holds(TEXT)).isTrue();

        a.node.kill();

        assertThat(a.holds(TEXT)).isFalse();
        assertThat(a.node.interfaceNames()).containsExactly("eth0");
    }

    @Test
    void frozenProcessLosesTheAddressByItsLease() {
        a.apply(bound(TEXT).build());
        a.runSeconds(5);

        a.node.freeze();
        a.runSeconds(3);

        assertThat(a.holds(TEXT)).isFalse();
        assertThat(a.node.interfaceNames()).containsExactly("eth0", "vip4j.10");
    }

    @Test
    void deviceThatSomebodyRemovesIsMadeAgainAndTheRoleStays() {
        a.apply(bound(TEXT).build());
        a.runSeconds(5);
        a.words.clear();

        a.node.removeInterface("vip4j.10");
        a.runSeconds(1);

        assertThat(a.node.holds("vip4j.10", ADDRESS)).isTrue();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.words).doesNotContain("unbind", "advertise(0)");
        assertThat(a.elector("web").status().anomalies())
                .extracting(Anomaly::kind)
                .contains(AnomalyKind.ADDRESS_REMOVED);
    }

    @Test
    void withoutDevicesTheAddressIsOnTheInterfaceAndThatIsTold() {
        a.platform.processDevices(ProcessDevices.UNSUPPORTED);
        try (LogCapture log = new LogCapture(ElectorDriver.class)) {
            a.apply(bound(TEXT).build());
            a.runSeconds(5);
            String text =
                    "addresses are bound to eth0 and not to the process: this platform has no devices that are bound"
                            + " to a process; the addresses of a process that ends are gone within 2 s";
            assertThat(log.lines()).containsExactly("vip router=web vrid=10 if=eth0 " + text);
            assertThat(a.elector("web").status().anomalies())
                    .filteredOn(anomaly -> anomaly.kind() == AnomalyKind.NOT_BOUND_TO_PROCESS)
                    .extracting(Anomaly::text)
                    .containsExactly(text);
        }
        assertThat(a.node.holds("eth0", ADDRESS)).isTrue();
        a.node.kill();
        a.runSeconds(3);
        assertThat(a.holds(TEXT)).as("the lease").isFalse();
    }

    @Test
    void deviceThatCannotBeMadeIsAnObstacleUntilItCan() {
        boolean[] refused = {true};
        ProcessDevices devices = a.platform.processDevices();
        a.platform.processDevices(new ProcessDevices() {
            @Override
            public Optional<String> problem() {
                return Optional.empty();
            }

            @Override
            public String name(Vrid vrid, int number) {
                return devices.name(vrid, number);
            }

            @Override
            public CompletionStage<Void> create(String name, String networkInterface) {
                assertThat(networkInterface).isEqualTo("eth0");
                return refused[0]
                        ? CompletableFuture.failedFuture(new PlatformException("arp_ignore of eth0 is 1"))
                        : devices.create(name, networkInterface);
            }

            @Override
            public CompletionStage<Void> remove(String name) {
                return devices.remove(name);
            }
        });
        a.apply(bound(TEXT).build());
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.obstacle("web")).isEqualTo("cannot make device vip4j.10: arp_ignore of eth0 is 1");

        refused[0] = false;
        a.runSeconds(10);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);

        refused[0] = true;
        a.words.clear();
        a.node.removeInterface("vip4j.10");
        a.runSeconds(1);
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.words).contains("advertise(0)");
    }

    @Test
    void sameVridOnAnotherInterfaceHasADeviceOfItsOwn() {
        a.node.addInterface("eth1");
        a.apply(
                bound(TEXT).build(),
                router("other", 10, "203.0.113.221")
                        .networkInterface("eth1")
                        .binding(Binding.PROCESS)
                        .build());
        a.runSeconds(5);

        assertThat(a.node.holds("vip4j.10", ADDRESS)).isTrue();
        assertThat(a.node.holds("vip4j.10.1", ELSEWHERE)).isTrue();
    }

    @Test
    void otherBindingStartsTheRouterAnewAndNamesAreUsedAgain() {
        a.apply(bound(TEXT).build());
        a.runSeconds(5);
        assertThat(a.apply(router("web", 10, TEXT).build()).restarted()).containsExactly("web");
        a.runSeconds(5);
        assertThat(a.node.holds("eth0", ADDRESS)).isTrue();
        assertThat(a.node.interfaceNames()).containsExactly("eth0");

        a.apply(bound(TEXT).build());
        a.runSeconds(5);
        assertThat(a.node.holds("vip4j.10", ADDRESS)).isTrue();
    }

    @Test
    void addressThatIsAddedIsOnTheDeviceToo() {
        a.apply(bound(TEXT).build());
        a.runSeconds(5);
        a.apply(bound(TEXT, "198.51.100.222/24").build());

        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.node.holds("vip4j.10", IpAddress.parse("198.51.100.222"))).isTrue();

        a.apply(bound(TEXT).build());
        assertThat(a.holds("198.51.100.222")).isFalse();
        assertThat(a.holds(TEXT)).isTrue();
    }

    @Test
    void missingRouteToTheSubnetOfAnAddressIsToldOnceUnlessItIsConfigured() {
        try (LogCapture log = new LogCapture(ElectorDriver.class)) {
            a.apply(bound(TEXT + "/24", "203.0.113.221/24", "192.0.2.221/32").build());
            a.runSeconds(5);
            a.health("web", "app", false);
            a.health("web", "app", true);
            a.runSeconds(5);
            assertThat(log.lines())
                    .containsExactly(
                            "vip router=web vrid=10 if=eth0 has no route to 203.0.113.0/24 by its address, which is"
                                    + " on a device: if no other route leads there, add route 203.0.113.0/24 dev eth0");
        }
        Home home = Home.onDevice(bound(TEXT).build(), "vip4j.10");
        assertThat(home.missingSubnets(List.of(VirtualAddress.parse("10.1.2.3/1")), IpAddress.parse("127.0.0.2")))
                .isEmpty();
        assertThat(home.missingSubnets(
                        List.of(VirtualAddress.parse("203.0.113.221/31")), IpAddress.parse("203.0.113.222")))
                .containsExactly(IpPrefix.parse("203.0.113.220/31"));
    }

    @Test
    void virtualHardwareAddressOnTheSameInterfaceIsRefused() {
        VirtualRouterConfig mac = router("mac", 11, "198.51.100.222")
                .virtualMac(VirtualMac.DEFAULT)
                .build();
        String refusal =
                "binding of 'web' must be INTERFACE: 'mac' has virtualMac on eth0, which then answers ARP only for"
                        + " addresses of its own";

        assertThatThrownBy(() -> new HostConfig(List.of(bound(TEXT).build(), mac), List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(refusal);
        a.apply(bound(TEXT).build());
        assertThatThrownBy(() -> a.onLoop(() -> a.host.start(mac)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(refusal);
    }
}
