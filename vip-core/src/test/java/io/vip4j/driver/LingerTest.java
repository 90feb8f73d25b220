/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A dead router's addresses must be gone when the next one takes them. */
class LingerTest {

    private static VirtualRouterConfig.Builder router() {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .address("192.0.2.10/24");
    }

    private static OptionalLong onInterface(VirtualRouterConfig.Builder router) {
        VirtualRouterConfig config = router.build();
        return Linger.millis(config, Home.onInterface(config));
    }

    private static OptionalLong onDevice(VirtualRouterConfig.Builder router) {
        VirtualRouterConfig config = router.binding(Binding.PROCESS).build();
        return Linger.millis(config, Home.onDevice(config, "vip4j.0.10"));
    }

    @Test
    void leasedAddressesLingerUntilTheKernelHasRemovedThem() {
        assertThat(onInterface(router())).hasValue(2350);
        assertThat(onInterface(router().lease(AddressLease.of(Duration.ofSeconds(5)))))
                .hasValue(5350);
    }

    @Test
    void addressesWithoutALeaseLingerForEver() {
        assertThat(onInterface(router().lease(AddressLease.off()))).isEmpty();
    }

    @Test
    void addressesOfTheProcessGoWithIt() {
        assertThat(onDevice(router())).hasValue(50);
        assertThat(onDevice(router().lease(AddressLease.off()))).hasValue(50);
    }

    @Test
    void oneAddressElsewhereCountsForAll() {
        assertThat(onDevice(router().excludedAddress("2001:db8::10/64"))).hasValue(2350);
    }

    @Test
    void wherePlatformHasNoDevicesTheLeaseCounts() {
        assertThat(onInterface(router().binding(Binding.PROCESS))).hasValue(2350);
    }

    @Test
    void gateShutsAfterThreeAdvertisementsUnlessTheLeaseEndsBefore() {
        assertThat(onInterface(router().gate(Gate.NFT).advertisementInterval(Duration.ofMillis(100))))
                .hasValue(300);
        assertThat(onInterface(router().gate(Gate.NFT))).hasValue(2350);
        assertThat(onInterface(router().gate(Gate.NFT).lease(AddressLease.off())))
                .hasValue(3000);
    }

    @Test
    void withoutAddressesNothingLingers() {
        assertThat(onInterface(VirtualRouterConfig.builder("vote")
                        .networkInterface("eth0")
                        .vrid(10)
                        .family(AddressFamily.IPV4)))
                .hasValue(0);
    }
}
