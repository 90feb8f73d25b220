/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What others do to the interface of an Active vipd, and that everything is as before afterwards. */
@LabTest(vipd = true)
@Execution(ExecutionMode.CONCURRENT)
class DisturbanceTest {

    private static final Duration LIMIT = InteropLab.LIMIT;
    private static final Duration QUICK = Duration.ofMillis(300);

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of("IPv4", RouterSettings.v3(100, QUICK)),
                Arguments.of("IPv6", RouterSettings.v6(100, QUICK)));
    }

    /** Two vipd, the first one Active. */
    private static InteropLab elect(RouterSettings settings) {
        InteropLab lab = InteropLab.open(settings, false, Product.VIP4J, Product.VIP4J);
        lab.node(0).start();
        lab.node(1).start();
        lab.awaitOwner(lab.node(0));
        return lab;
    }

    /** How soon, is measured by {@link FaultLabTest}. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void deletedAddressIsBoundAgain(String name, RouterSettings settings) {
        try (InteropLab lab = elect(settings)) {
            VrrpNode active = lab.node(0);
            VrrpNode peer = lab.node(1);
            int changes = active.stateChanges().mark();
            int changesOfPeer = peer.stateChanges().mark();
            for (String address : settings.bareAddresses()) {
                active.host().deleteAddress(address);
                awaitHeldAgain(active.host(), address);
            }
            lab.awaitOwner(active);
            assertThat(active.stateChanges().since(changes)).isEmpty();
            assertThat(peer.stateChanges().since(changesOfPeer)).isEmpty();
        }
    }

    private static void awaitHeldAgain(LabHost host, String address) {
        Deadline limit = Deadline.after(LIMIT);
        while (!host.holds(address)) {
            assertThat(limit.isOver()).as("%s does not come back", address).isFalse();
            Deadline.pause();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void interfaceThatWasSetDownAndUpAgain(String name, RouterSettings settings) {
        try (InteropLab lab = elect(settings)) {
            VrrpNode active = lab.node(0);
            active.host().setInterfaceDown();
            active.awaitState(RouterState.INITIALIZE, LIMIT);
            lab.node(1).awaitState(RouterState.ACTIVE, LIMIT);

            active.host().setInterfaceUp();
            lab.awaitOwner(active);
            lab.assertNoComplaints();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void interfaceThatWasRemovedAndComesBackAsAnotherOne(String name, RouterSettings settings) {
        try (InteropLab lab = elect(settings)) {
            VrrpNode active = lab.node(0);
            String macBefore = active.holderMac();
            active.host().removeInterface();
            active.awaitState(RouterState.INITIALIZE, LIMIT);
            lab.node(1).awaitState(RouterState.ACTIVE, LIMIT);

            active.host().replaceInterface();
            assertThat(active.holderMac()).isNotEqualTo(macBefore);
            // With the new index and from the new hardware address.
            lab.awaitOwner(active);
            // An advertisement may come between the new socket and the moment in which the router takes part again.
            lab.assertNoComplaintsBut(RejectReason.NOT_RUNNING);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void briefLossOfTheCarrier(String name, RouterSettings settings) {
        try (InteropLab lab = elect(settings)) {
            VrrpNode active = lab.node(0);
            active.host().cutCable();
            active.awaitState(RouterState.INITIALIZE, LIMIT);
            active.host().plugCable();
            lab.awaitOwner(active);
            lab.assertNoComplaints();
        }
    }
}
