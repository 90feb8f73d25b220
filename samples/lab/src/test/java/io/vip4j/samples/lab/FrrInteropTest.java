/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.Product.FRR;
import static io.vip4j.samples.lab.Product.VIP4J;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** vipd and FRR's vrrpd as one virtual router, with VRRPv3 over multicast, which is all that the latter has. */
@LabTest(vipd = true, frr = true)
@Execution(ExecutionMode.CONCURRENT)
class FrrInteropTest {

    private static final Duration QUICK = Duration.ofMillis(300);

    static Stream<Arguments> pairs() {
        RouterSettings ipv4 = RouterSettings.v3(100, QUICK);
        RouterSettings ipv6 = RouterSettings.v6(100, QUICK);
        return Stream.of(
                Arguments.of("IPv4, vipd higher", ipv4, VIP4J, FRR),
                Arguments.of("IPv4, vipd lower", ipv4, FRR, VIP4J),
                Arguments.of("IPv6, vipd higher", ipv6, VIP4J, FRR),
                Arguments.of("IPv6, vipd lower", ipv6, FRR, VIP4J));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void multicast(String name, RouterSettings settings, Product higher, Product lower) {
        InteropStory.tell(settings, false, higher, lower);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void frrShowsWhatItHears(String name, RouterSettings settings, Product higher, Product lower) {
        try (InteropLab lab = InteropLab.open(settings, false, higher, lower)) {
            lab.node(0).start();
            lab.node(1).start();
            lab.awaitOwner(lab.node(0));
            FrrNode frr = (FrrNode) (higher == FRR ? lab.node(0) : lab.node(1));
            assertThat(frr.shownState()).isEqualTo(higher == FRR ? RouterState.ACTIVE : RouterState.BACKUP);
            JsonNode status = frr.status();
            assertThat(status.path("effectivePriority").asInt())
                    .isEqualTo(frr.settings().priority().value());
            // Learned from the Active router (RFC 9568 6.1), in milliseconds.
            assertThat(status.path("masterAdverInterval").asLong()).isEqualTo(QUICK.toMillis());
            if (higher != FRR) {
                assertThat(status.path("stats").path("adverRx").asLong()).isPositive();
            }
        }
    }
}
