/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.Product.FRR;
import static io.vip4j.samples.lab.Product.KEEPALIVED;
import static io.vip4j.samples.lab.Product.VIP4J;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Three nodes of two or three products: the address goes down the ranks and up again. */
@LabTest(vipd = true, keepalived = true, frr = true)
@Execution(ExecutionMode.CONCURRENT)
class ThreeNodesInteropTest {

    private static final RouterSettings V2_PASS = RouterSettings.v2(100);
    private static final RouterSettings V3 = RouterSettings.v3(100, Duration.ofMillis(300));
    private static final RouterSettings V6 = RouterSettings.v6(100, Duration.ofMillis(300));

    static Stream<Arguments> trios() {
        return Stream.of(
                trio("VRRPv2 with password", V2_PASS, false, VIP4J, KEEPALIVED, VIP4J),
                trio("VRRPv2 with password, unicast", V2_PASS, true, KEEPALIVED, VIP4J, KEEPALIVED),
                trio("VRRPv3", V3, false, KEEPALIVED, VIP4J, FRR),
                trio("VRRPv3, unicast", V3, true, VIP4J, KEEPALIVED, VIP4J),
                trio("IPv6", V6, false, VIP4J, FRR, KEEPALIVED));
    }

    private static Arguments trio(
            String name, RouterSettings settings, boolean unicast, Product first, Product second, Product third) {
        String products = String.join(", ", first.title(), second.title(), third.title());
        return Arguments.of(name + ": " + products, settings, unicast, first, second, third);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trios")
    void theNextOneTakesOver(
            String name, RouterSettings settings, boolean unicast, Product first, Product second, Product third) {
        try (InteropLab lab = InteropLab.open(settings, unicast, first, second, third)) {
            for (int i = 0; i < 3; i++) {
                lab.node(i).start();
            }
            lab.awaitOwner(lab.node(0));
            lab.assertNoComplaints();

            lab.node(0).terminate(InteropLab.LIMIT);
            lab.awaitOwner(lab.node(1));

            lab.node(1).kill();
            lab.node(2).awaitState(RouterState.ACTIVE, InteropLab.LIMIT);
            lab.node(1).clearAfterCrash();
            lab.awaitOwner(lab.node(2));
            lab.assertNoComplaints();

            lab.node(1).start();
            lab.awaitOwner(lab.node(1));
            lab.node(0).start();
            lab.awaitOwner(lab.node(0));
            lab.assertNoComplaints();
        }
    }
}
