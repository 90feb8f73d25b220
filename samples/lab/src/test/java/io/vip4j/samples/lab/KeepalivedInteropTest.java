/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.Product.KEEPALIVED;
import static io.vip4j.samples.lab.Product.VIP4J;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * vipd and stock keepalived as one virtual router, from one configuration text: both are told the same, except for the
 * priority and, with unicast, their own addresses. Cases of one theme run side by side, each in a lab of its own; they
 * mostly wait for timers.
 */
@LabTest(vipd = true, keepalived = true)
@Execution(ExecutionMode.CONCURRENT)
class KeepalivedInteropTest {

    // Skew_Time and Active_Down_Interval of the lower one are 0.2 s and 1.1 s: told apart even on a loaded machine.
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final RouterSettings V2 = RouterSettings.v2(100).withoutPassword();
    private static final RouterSettings V2_PASS = RouterSettings.v2(100);
    private static final RouterSettings V3 = RouterSettings.v3(100, QUICK);
    private static final RouterSettings V6 = RouterSettings.v6(100, QUICK);

    private static Stream<Arguments> bothWays(String name, RouterSettings settings) {
        return Stream.of(
                Arguments.of(name + ", vipd higher", settings, VIP4J, KEEPALIVED),
                Arguments.of(name + ", vipd lower", settings, KEEPALIVED, VIP4J));
    }

    private static Stream<Arguments> ofIpv6() {
        return bothWays("VRRPv3", V6);
    }

    @Nested
    class Ipv4 {

        static Stream<Arguments> pairs() {
            return Stream.concat(bothWays("VRRPv2", V2), unicastPairs());
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("pairs")
        void multicast(String name, RouterSettings settings, Product higher, Product lower) {
            InteropStory.tell(settings, false, higher, lower);
        }

        static Stream<Arguments> unicastPairs() {
            return Stream.concat(bothWays("VRRPv2 with password", V2_PASS), bothWays("VRRPv3", V3));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("unicastPairs")
        void unicast(String name, RouterSettings settings, Product higher, Product lower) {
            InteropStory.tell(settings, true, higher, lower);
        }

        static Stream<Arguments> unicastPairsWithoutPassword() {
            return bothWays("VRRPv2", V2);
        }

        /** The password is in the message and unicast in its destination, and each of them is told about above. */
        @Tag("exhaustive")
        @ParameterizedTest(name = "{0}")
        @MethodSource("unicastPairsWithoutPassword")
        void unicastWithoutPassword(String name, RouterSettings settings, Product higher, Product lower) {
            InteropStory.tell(settings, true, higher, lower);
        }
    }

    @Nested
    class Ipv6 {

        static Stream<Arguments> pairs() {
            return ofIpv6();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("pairs")
        void multicast(String name, RouterSettings settings, Product higher, Product lower) {
            InteropStory.tell(settings, false, higher, lower);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("pairs")
        void unicast(String name, RouterSettings settings, Product higher, Product lower) {
            InteropStory.tell(settings, true, higher, lower);
        }
    }

    /**
     * 2.2.7 does not know {@code no_virtual_ipaddress} yet. With VRRPv2 it takes an instance without addresses instead;
     * with VRRPv3 it refuses to start.
     */
    @Nested
    class ElectionWithoutAddress {

        static Stream<Arguments> pairs() {
            return Stream.concat(
                    bothWays("VRRPv2", V2.withAddresses()),
                    Stream.of(Arguments.of("VRRPv3, two vipd", V3.withAddresses(), VIP4J, VIP4J)));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("pairs")
        void multicast(String name, RouterSettings settings, Product higher, Product lower) {
            InteropStory.tell(settings, false, higher, lower);
        }
    }
}
